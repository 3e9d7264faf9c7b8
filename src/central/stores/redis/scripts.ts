import { version } from '../envelope.ts';

/**
 * What has to happen in one step, in Lua. Each script also gives Redis' own time: the one clock that all instances share.
 * Keys: 1 the state, 2 the lock, 3 the last changes, 4 the state as release 0.1.0 has named it. A change is the time and the
 * key, as `1800000000000:token:wx…`, and its version, which grows by one: a Redis that has lost some makes others.
 * What none of our instances wrote, of whatever type, counts as absent, and is written over.
 */

const common = `local t = redis.call('TIME') local now = t[1] * 1000 + math.floor(t[2] / 1000)
local function text(key)
  local value = redis.pcall('GET', key)
  if type(value) == 'string' then return value end
  return ''
end
local function newest()
  local found = redis.pcall('ZREVRANGE', KEYS[3], 0, 0, 'WITHSCORES')
  local number = found.err == nil and tonumber(found[2] or '0')
  if number and number >= 0 and number < 1e15 and number == math.floor(number) then return number, found[1] or '' end
  return nil, ''
end
`;

/** No lease is longer: a lock that would last longer is none of ours. */
const longestLeaseMs = 600_000;

/** So many changes are remembered; of whoever has missed more, all is read. */
const mostChanges = 500;

/** Takes the lease if nobody has it. ARGV: owner, lease in ms. Gives {taken, now, state}. */
export const begin = `${common}
local left = redis.call('PTTL', KEYS[2])
if left == -1 or left > ${longestLeaseMs} then redis.call('DEL', KEYS[2]) end
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return {1, now, text(KEYS[1])} end
return {0, now, ''}`;

/** Is the lease still this owner's? If so, for another lease. ARGV: owner, lease in ms. Gives {held, now}. */
export const hold = `${common}
if text(KEYS[2]) == ARGV[1] then return {redis.call('PEXPIRE', KEYS[2], ARGV[2]), now} end
return {0, now}`;

/** Gives the lease back, unless it is somebody else's by now. ARGV: owner. Gives {given, now}. */
export const end = `${common}
if text(KEYS[2]) == ARGV[1] then return {redis.call('DEL', KEYS[2]), now} end
return {0, now}`;

/**
 * Stores a record in the place of the one that its writer knows, unless another one or a newer version's stands there, or
 * somebody else has the lease, and tells all instances. ARGV: owner of the lease or '', check of the known record or '',
 * record, life in ms, channel, key, who writes. Gives {stored, now, state}.
 */
export const save = `${common}
local function whole(record)
  if string.sub(record, 1, 10) ~= '{"check":"' then return end
  local rest = string.sub(record, 53)
  if redis.sha1hex(rest) ~= string.sub(record, 11, 50) then return end
  local isRead, known = pcall(cjson.decode, '{' .. rest)
  if isRead and type(known.fence) == 'number' and type(known.version) == 'number' then return known end
end
local holder = text(KEYS[2])
local present = text(KEYS[1])
local isLate = holder ~= '' and ARGV[1] ~= '' and holder ~= ARGV[1]
local known = whole(present)
if known and known.version > ${version} then
  isLate = isLate or type(known['until']) ~= 'number' or now < known['until']
elseif known then
  isLate = isLate or string.sub(present, 11, 50) ~= ARGV[2]
end
if isLate then return {0, now, present} end
redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
local before = newest()
if not before then redis.call('DEL', KEYS[3]) end
redis.call('ZADD', KEYS[3], string.format('%.0f', (before or 0) + 1), string.format('%.0f', now) .. ':' .. ARGV[6])
redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -${mostChanges + 1})
redis.pcall('PUBLISH', ARGV[5], ARGV[7])
return {1, now, ''}`;

/**
 * What changed since a change. ARGV: its version, itself. Gives {version, now, change, changes}, or {version, now, change}
 * where that one is not known, so that all has to be read; `change` is the last one.
 */
export const look = `${common}
local number, change = newest()
-- what stands there is none of ours: whatever follows has to be read
if not number then return {-1, now, ''} end
local first = redis.pcall('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')
local isFromFirst = ARGV[1] == '0' and (number == 0 or tonumber(first[2]) == 1)
local isKnown = isFromFirst or redis.call('ZSCORE', KEYS[3], ARGV[2]) == ARGV[1]
if not isKnown then return {number, now, change} end
return {number, now, change, redis.call('ZRANGEBYSCORE', KEYS[3], '(' .. ARGV[1], '+inf')}`;

/** Puts what release 0.1.0 stored in the place of its successor, once. ARGV: that, record, life in ms. */
export const adopt = `${common}
if text(KEYS[4]) ~= ARGV[1] then return {0, now} end
redis.call('DEL', KEYS[4])
if redis.call('EXISTS', KEYS[1]) == 1 then return {0, now} end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return {1, now}`;
