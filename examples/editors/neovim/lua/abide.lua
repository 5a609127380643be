-- The language server `abide lsp` for rule files. Works from Neovim 0.7 on.
--
--   require('abide').setup()
--   require('abide').setup({ path = '~/bin/abide', rules = { '~/rules' }, log = 'june.ndjson' })
local M = {}

local NAME = 'abide'
-- What marks the folder of a project.
local MARKERS = { 'abide.toml', '.git' }

local options = { path = 'abide', rules = {}, log = '', on_attach = nil }

local function root_of(file)
  local folder = vim.fn.fnamemodify(file, ':p:h')
  local above = folder
  while true do
    for _, marker in ipairs(MARKERS) do
      if (vim.uv or vim.loop).fs_stat(above .. '/' .. marker) then return above end
    end
    local parent = vim.fn.fnamemodify(above, ':h')
    if parent == above then return folder end
    above = parent
  end
end

-- Paths as the server wants them; relative ones begin at the folder in which Neovim runs.
local function absolute(path)
  if path == '' then return '' end
  return (vim.fn.fnamemodify(vim.fn.expand(path), ':p'):gsub('(.)/$', '%1'))
end

local function server_settings()
  return { rules = vim.tbl_map(absolute, options.rules), log = absolute(options.log) }
end

-- The test around the cursor, by its title.
local function test_title()
  for line = vim.fn.line('.'), 1, -1 do
    local text = vim.fn.getline(line)
    local title = text:match('^test%s+"(.-[^\\])"')
    if title then return (title:gsub('\\(["\\])', '%1')) end
    if text:match('^[^%s#]') then return nil end
  end
end

local function clients()
  local all = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  return vim.tbl_filter(function(client) return client.name == NAME end, all)
end

-- `request` and `notify` are methods since 0.11, before that functions.
local function call(client, name, ...)
  if vim.fn.has('nvim-0.11') == 1 then return client[name](client, ...) end
  return client[name](...)
end

local function execute(command, arguments)
  local request = { command = command, arguments = arguments }
  for _, client in ipairs(clients()) do
    if vim.lsp.buf_is_attached(0, client.id) then
      return call(client, 'request', 'workspace/executeCommand', request, function(err)
        if err then vim.notify('abide: ' .. err.message, vim.log.levels.ERROR) end
      end)
    end
  end
  vim.notify('abide: no server is attached, see :help lsp', vim.log.levels.WARN)
end

local function tell_settings()
  for _, client in ipairs(clients()) do
    call(client, 'notify', 'workspace/didChangeConfiguration',
      { settings = { abide = server_settings() } })
  end
end

local function run_test(given)
  local title = given.args ~= '' and given.args or test_title()
  if not title then return vim.notify('abide: the cursor is in no test', vim.log.levels.WARN) end
  execute('abide.runTest', { vim.uri_from_bufnr(0), title })
end

local function check_log(given)
  if given.args ~= '' then
    options.log = given.args
    tell_settings()
  end
  if options.log == '' then
    return vim.notify('abide: which log? :AbideCheckLog FILE', vim.log.levels.WARN)
  end
  execute('abide.checkLog', { vim.uri_from_bufnr(0) })
end

local function add_commands(buffer)
  local add = vim.api.nvim_buf_create_user_command
  add(buffer, 'AbideRunTest', run_test,
    { nargs = '?', desc = 'Run the test around the cursor, or the one of this title' })
  add(buffer, 'AbideCheckLog', check_log,
    { nargs = '?', complete = 'file', desc = 'Check the log of setup(), or this one' })
end

-- What vim.lsp.start and vim.lsp.config take.
function M.config()
  return {
    name = NAME,
    cmd = { vim.fn.expand(options.path), 'lsp' },
    filetypes = { 'abide' },
    root_markers = MARKERS,
    init_options = server_settings(),
    settings = { abide = server_settings() },
    on_attach = function(client, buffer)
      add_commands(buffer)
      if options.on_attach then options.on_attach(client, buffer) end
    end,
  }
end

-- One client for each project folder; 0.7 has no vim.lsp.start that sees to it.
local started = {}
local function attach(buffer)
  local config = M.config()
  config.root_dir = root_of(vim.api.nvim_buf_get_name(buffer))
  if vim.lsp.start then return vim.lsp.start(config) end
  local id = started[config.root_dir]
  if not id or vim.lsp.client_is_stopped(id) then
    id = vim.lsp.start_client(config)
    started[config.root_dir] = id
  end
  if id then vim.lsp.buf_attach_client(buffer, id) end
end

function M.setup(given)
  options = vim.tbl_extend('force', options, given or {})
  if vim.fn.executable(vim.fn.expand(options.path)) ~= 1 then
    local hint = '; name it in setup({ path = … })'
    return vim.notify('abide: there is no program ' .. options.path .. hint, vim.log.levels.WARN)
  end
  if vim.lsp.config and vim.lsp.enable then
    vim.lsp.config(NAME, M.config())
    vim.lsp.enable(NAME)
    return
  end
  vim.api.nvim_create_autocmd('FileType', {
    pattern = 'abide',
    group = vim.api.nvim_create_augroup('abide', {}),
    callback = function(event) attach(event.buf) end,
  })
end

return M
