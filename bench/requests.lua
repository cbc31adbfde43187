-- Requests for wrk, each made from a random line of a file of values.
-- Arguments: the method; the URL's template, with {1} and {2} for the line's fields; the file; the template of a body; and
-- "keyed" where each request has an Idempotency-Key of its own.

local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("seed", threads)
end

local function filled(template, first, second)
  return (template:gsub("{1}", first):gsub("{2}", second))
end

function init(args)
  math.randomseed(seed)
  method, keyed = args[1], args[5] == "keyed"
  run, count = os.time(), 0
  urls, bodies, requests = {}, {}, {}
  for line in io.lines(args[3]) do
    local first, second = line:match("^(.-),(.-)$")
    local url = filled(args[2], first, second)
    local body = args[4] and args[4] ~= "" and filled(args[4], first, second) or nil
    if body then
      wrk.headers["Content-Type"] = "application/json"
    end
    urls[#urls + 1], bodies[#urls + 1] = url, body
    requests[#requests + 1] = wrk.format(method, url, nil, body)
  end
end

function request()
  local chosen = math.random(#requests)
  if not keyed then
    return requests[chosen]
  end
  count = count + 1
  wrk.headers["Idempotency-Key"] = string.format('"%d-%d-%d"', run, seed, count)
  return wrk.format(method, urls[chosen], nil, bodies[chosen])
end

-- One line for the scripts: requests a second, median and 99th percentile in milliseconds, failed requests.
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    "RESULT %.1f %.2f %.2f %d\n",
    summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000,
    latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
