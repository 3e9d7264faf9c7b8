/**
 * What has to happen in one step, in Lua. Each script also gives Redis' own time: the one clock that all instances share.
 * Keys: 1 the state, 2 the lock, 3 the version that grows with each change.
 */

const time = `local t = redis.call('TIME') local now = t[1] * 1000 + math.floor(t[2] / 1000)`;

/** Takes the turn if nobody has it. ARGV: owner, lease in ms. Gives {taken, now, state}. */
export const begin = `${time}
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then
  return {1, now, redis.call('GET', KEYS[1]) or ''}
end
return {0, now, ''}`;

/** Is the turn still this owner's? If so, for another lease. ARGV: owner, lease in ms. */
export const hold = `if redis.call('GET', KEYS[2]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[2], ARGV[2]) end
return 0`;

/** Gives the turn back, unless it is somebody else's by now. ARGV: owner. */
export const end = `if redis.call('GET', KEYS[2]) == ARGV[1] then return redis.call('DEL', KEYS[2]) end
return 0`;

/**
 * Stores a state, unless a later fetch is stored or somebody else has the turn, and tells all instances.
 * ARGV: owner of the turn or '', who writes, fence, record, life in ms, channel, key. Gives {stored, now, state}.
 */
export const save = `${time}
local holder = redis.call('GET', KEYS[2])
local present = redis.call('GET', KEYS[1])
local isLate = holder and ARGV[1] ~= '' and holder ~= ARGV[1]
if present and not isLate then
  local isRead, known = pcall(cjson.decode, present)
  local fence = tonumber(ARGV[3])
  isLate = isRead and (known.fence > fence or (known.fence == fence and known.by ~= ARGV[2]))
end
if isLate then return {0, now, present or ''} end
redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[5])
local version = redis.call('INCR', KEYS[3])
redis.call('PUBLISH', ARGV[6], cjson.encode({key = ARGV[7], version = version, record = ARGV[4]}))
return {1, now, '', version}`;

/** Gives {version, now}. */
export const look = `${time}
return {redis.call('GET', KEYS[3]) or '0', now}`;
