"""The questions that are put to Abide and its peers: each a norm, and the SQL that asks the same.

The SQL is over a table `e` of events and views of each kind; `ms` are milliseconds since 1970, `cost`
ten-thousandths of a dollar. {spend} and {ceiling} are numbers that depend on the length of the log.
"""

DAY = 86_400_000

FIELDS = {
    "minors": (
        'forbid inference where region == "eu-west-1" and minors',
        "select id from inference where region = 'eu-west-1' and minors"),
    "long-answers": (
        'forbid inference where usage.output_tokens > 1800 and model == "gpt-4" '
        'and purpose == "annotate"',
        "select id from inference where output_tokens > 1800 and model = 'gpt-4' "
        "and purpose = 'annotate'"),
    "batch-only": (
        'forbid inference where user starts with "user-17" and not stream '
        'and provider in ["openai", "azure-openai"]',
        "select id from inference where user_name like 'user-17%' and not stream "
        "and provider in ('openai', 'azure-openai')"),
}


def spent(by, days):
    """The SQL of what `by` has spent in so many days, at each call."""
    return (f"select *, sum(cost) over (partition by {by} order by ms "
            f"range between {days * DAY} preceding and current row) as spent from inference")


OVER_TIME = {
    "user-spend": (
        "forbid inference where sum(i.cost_usd of inference i within 24 hours "
        "where i.user == inference.user) > {spend}",
        f"select id from ({spent('user_name', 1)}) where spent > {{spend}} * 10000"),
    "account-spend": (
        "forbid inference where sum(i.cost_usd of inference i within 30 days "
        "where i.account == inference.account) > {ceiling}",
        f"select id from ({spent('account', 30)}) where spent > {{ceiling}} * 10000"),
    "approved-training": (
        "before training require approval within 30 days "
        "where approval.subject == training.model",
        "select id from training t where not exists (select 1 from approval a "
        f"where a.subject = t.model and a.ms < t.ms and a.ms >= t.ms - {30 * DAY})"),
    "suspension-ends": (
        "after suspension require reinstatement within 7 days "
        "where reinstatement.account == suspension.account",
        "select id from suspension s where not exists (select 1 from reinstatement r "
        f"where r.account = s.account and r.ms > s.ms and r.ms <= s.ms + {7 * DAY}) "
        f"and s.ms + {7 * DAY} < (select max(ms) from e)"),
}
SEVEN = FIELDS | OVER_TIME

# Each question reckons it for itself, or what several ask for is made once: see `asked_together`.
SPENT_IN_A_DAY = f"({spent('user_name', 1)})"
PROVIDERS = ("openai", "azure-openai", "anthropic", "google")


def one_of_many(number):
    """As the generated rules: of ten one sums over a window, two ask for approvals, one asks for a
    suspension, the others look at fields of the event."""
    org, user, kind = number * 5 % 500, number * 37 % 4000, number % 10
    provider = PROVIDERS[number % len(PROVIDERS)]
    if kind == 0:
        return (f'forbid inference where provider == "{provider}" and org == "org-{org}" and '
                "sum(i.cost_usd of inference i within 1 day where i.user == inference.user) "
                "> {spend}",
                f"select id from {SPENT_IN_A_DAY} where provider = '{provider}' "
                f"and org = 'org-{org}' and spent > {{spend}} * 10000")
    if kind in (1, 2):
        return (f'forbid training where org == "org-{org}" and purpose == "fine-tune" and not '
                "preceded by (approval within 30 days where approval.subject == training.model "
                f'and approval.by == "{provider}")',
                f"select id from training t where org = 'org-{org}' and purpose = 'fine-tune' "
                "and not exists (select 1 from approval a where a.subject = t.model and a.ms < t.ms "
                f"and a.ms >= t.ms - {30 * DAY} and a.approver = '{provider}')")
    if kind == 3:
        return (f'forbid inference where org == "org-{org}" and suspended(account)',
                f"select id from inference i where org = 'org-{org}' and exists (select 1 from "
                "suspension s where s.account = i.account and s.ms < i.ms and not exists (select 1 "
                "from reinstatement r where r.account = s.account and r.ms > s.ms and r.ms < i.ms))")
    if kind == 4:
        return (f'forbid inference where region == "eu-west-1" and user == "user-{user}" '
                "and minors",
                f"select id from inference where region = 'eu-west-1' "
                f"and user_name = 'user-{user}' and minors")
    if kind in (5, 6):
        return (f"forbid inference where usage.output_tokens > {1900 + number % 90} and model == "
                f'"gpt-4" and purpose == "annotate" and org == "org-{org}"',
                f"select id from inference where output_tokens > {1900 + number % 90} and model = "
                f"'gpt-4' and purpose = 'annotate' and org = 'org-{org}'")
    if kind == 7:
        return (f'forbid inference where user == "user-{user}" and provider in ["openai", "google"]',
                f"select id from inference where user_name = 'user-{user}' "
                "and provider in ('openai', 'google')")
    if kind == 8:
        return (f"forbid inference where cost_usd >= 2.{980 + number % 19} and "
                f'purpose != "search" and user starts with "user-{user}"',
                f"select id from inference where cost >= {29_800 + number % 19 * 10} "
                f"and purpose <> 'search' and user_name like 'user-{user}%'")
    return (f'forbid inference where account == "acct-{number * 7 % 100}" and not stream '
            f'and org == "org-{org}"',
            f"select id from inference where account = 'acct-{number * 7 % 100}' and not stream "
            f"and org = 'org-{org}'")


HUNDRED = SEVEN | {f"rule-{number}": one_of_many(number) for number in range(100 - len(SEVEN))}


def asked_together(questions):
    """The SQL of the questions, what several of them ask for made once: statements that prepare it,
    and the questions by name."""
    prepared = [f"create table spent_in_a_day as select * from {SPENT_IN_A_DAY}"]
    return prepared, {name: sql.replace(SPENT_IN_A_DAY, "spent_in_a_day")
                      for name, sql in questions.items()}
