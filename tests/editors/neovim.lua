-- Runs in `nvim --headless`, on tests/editors/faulty.abide: what is highlighted as what, and whether the
-- server is attached and its diagnostic arrives. ABIDE names the program; without it only the
-- highlighting is looked at. ABIDE_STUB_LOG: what the server was told, if it is the stub.
local failed = 0
local function expect(wanted, seen, what)
  if vim.deep_equal(wanted, seen) then return end
  failed = failed + 1
  print(('%s: wanted %s, is %s\n'):format(what, vim.inspect(wanted), vim.inspect(seen)))
end

-- The group of the `nth` occurrence of `text` in line `line`.
local function group(line, text, nth)
  local at = 0
  for _ = 1, nth or 1 do
    at = assert(vim.fn.getline(line):find(text, at + 1, true), ('no %s in line %d'):format(text, line))
  end
  return vim.fn.synIDattr(vim.fn.synID(line, at, 1), 'name')
end

local GROUPS = {
  { 1, 'rule', 'abideComment' },
  { 2, 'policy', 'abideDeclaration' },
  { 2, 'acme.ai-use', 'abideDeclared' },
  { 2, 'Use', 'abideString' },
  { 3, 'effective', 'abideAttribute' },
  { 3, '2026', 'abideTime' },
  { 3, 'from', 'abideComment' },
  { 5, 'model_use', 'abideDeclared' },
  { 6, 'artifact', 'abideType' },
  { 7, 'duration', '' },
  { 7, 'duration?', 'abideType' },
  { 8, 'flow', 'abideWord' },
  { 8, 'where', 'abideWord' },
  { 14, 'own-models-only', 'abideDeclared' },
  { 15, 'high', 'abideChoice' },
  { 16, 'forbid', 'abideNorm' },
  { 16, 'model_use', '' },
  { 16, 'gpt', 'abideRegex' },
  { 16, '.duration', 'abidePath' },
  { 16, '20', 'abideDuration' },
  { 17, 'preceded', 'abideWord' },
  { 18, 'severity', 'abidePath' },
  { 19, 'message', 'abideAttribute' },
  { 19, 'model_use', 'abideHole' },
  { 19, 'was', 'abideMessage' },
  { 19, '{{', 'abideBrace' },
  { 21, 'seen', 'abideAttribute' },
  { 22, 'event', 'abideMapping' },
  { 22, 'when', 'abideWord' },
  { 22, '.event', 'abidePath' },
  { 25, 'when', '' },
  { 25, '/', 'abideOperator' },
  { 26, 'message', '' },
  { 28, 'own-models-only', 'abideReference' },
  { 29, 'breach', '' },
  { 29, 'true', 'abideConstant' },
}

local function look_at_highlighting()
  expect('abide', vim.bo.filetype, 'file type')
  expect('# %s', vim.bo.commentstring, 'comment')
  for _, each in ipairs(GROUPS) do
    expect(each[3], group(each[1], each[2]), ('`%s` in line %d'):format(each[2], each[1]))
  end
  expect('abideChoice', group(29, 'breach', 2), 'the verdict in line 29')
end

-- What the stub was told to do, and the last settings that it got.
local function told()
  local commands, settings = {}, nil
  for line in io.lines(vim.env.ABIDE_STUB_LOG) do
    local message = vim.fn.json_decode(line)
    if message.method == 'workspace/executeCommand' then
      table.insert(commands, { message.params.command, message.params.arguments })
    elseif message.method == 'workspace/didChangeConfiguration' then
      settings = message.params.settings.abide
    end
  end
  return commands, settings
end

local function look_at_commands()
  expect(2, vim.fn.exists(':AbideRunTest'), ':AbideRunTest')
  vim.fn.cursor(29, 1)
  vim.cmd('AbideRunTest')
  vim.cmd('AbideRunTest another one')
  vim.cmd('AbideCheckLog june.ndjson')
  if not vim.env.ABIDE_STUB_LOG then return end
  vim.wait(5000, function() return #told() == 3 end, 50)
  local commands, settings = told()
  local uri = vim.uri_from_bufnr(0)
  expect({
    { 'abide.runTest', { uri, 'ours is ours' } },
    { 'abide.runTest', { uri, 'another one' } },
    { 'abide.checkLog', { uri } },
  }, commands, 'the commands')
  local folder = vim.fn.getcwd()
  expect({ rules = { folder .. '/rules' }, log = folder .. '/june.ndjson' }, settings, 'the settings')
end

local function look_at_server()
  local function errors() return vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR }) end
  local came = vim.wait(10000, function() return #errors() > 0 end, 50)
  expect(true, came, 'a diagnostic came')
  if not came then return end
  local first = errors()[1]
  expect({ 7, 'E0203' }, { first.lnum, first.code or first.user_data.lsp.code }, 'the diagnostic')
  look_at_commands()
end

local program = vim.env.ABIDE
if program then require('abide').setup({ path = program, rules = { 'rules' } }) end
vim.cmd('edit tests/editors/faulty.abide')
look_at_highlighting()
if program then look_at_server() end
print(failed == 0 and 'neovim: as it should be\n' or ('neovim: %d faults\n'):format(failed))
vim.cmd(failed == 0 and 'qall!' or 'cquit 1')
