-- Requests for wrk, each made from a random line of a file of values.
-- Arguments: the URL's template, with {1} and {2} for the line's fields, and the file.

local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("seed", threads)
end

function init(args)
  math.randomseed(seed)
  requests = {}
  for line in io.lines(args[2]) do
    local first, second = line:match("^(.-),(.-)$")
    local path = args[1]:gsub("{1}", first):gsub("{2}", second)
    requests[#requests + 1] = wrk.format("GET", path)
  end
end

function request()
  return requests[math.random(#requests)]
end

-- One line for run.sh: requests a second, median and 99th percentile in milliseconds, failed requests.
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    "RESULT %.1f %.2f %.2f %d\n",
    summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000,
    latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
