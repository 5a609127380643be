// Runs a command some times and writes what each run took: a small parent, since a child's peak
// memory counts from its parent's size at the fork.
//
//   bench_measure FILE TIMES COMMAND [ARGUMENT]…
//
// A line a run in FILE: nanoseconds from start to exit, microseconds of processor time, peak memory
// in KiB, and the exit code (128 and the signal, if one ended it).

#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>

namespace {

struct Run {
  long long nanoseconds = 0;
  long long processor_microseconds = 0;
  long kilobytes = 0;
  int code = 0;
};

long long Microseconds(const timeval& time) { return time.tv_sec * 1'000'000LL + time.tv_usec; }

std::optional<Run> RunOnce(char** command) {
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child < 0) return std::nullopt;
  if (child == 0) {
    execvp(command[0], command);
    _exit(127);
  }
  int status = 0;
  rusage used{};
  if (wait4(child, &status, 0, &used) != child) return std::nullopt;
  const auto took = std::chrono::steady_clock::now() - start;
  Run run;
  run.nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(took).count();
  run.processor_microseconds = Microseconds(used.ru_utime) + Microseconds(used.ru_stime);
  run.kilobytes = used.ru_maxrss;
  run.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return run;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fputs("usage: bench_measure FILE TIMES COMMAND [ARGUMENT]...\n", stderr);
    return 2;
  }
  std::FILE* file = std::fopen(argv[1], "w");
  if (file == nullptr) return 2;
  for (int i = 0; i < std::atoi(argv[2]); ++i) {
    const std::optional<Run> run = RunOnce(argv + 3);
    if (!run) return 1;
    std::fprintf(file, "%lld %lld %ld %d\n", run->nanoseconds, run->processor_microseconds,
                 run->kilobytes, run->code);
  }
  return std::fclose(file) == 0 ? 0 : 1;
}
