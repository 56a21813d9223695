import { expect, test } from 'vitest'
import { ApiError } from './api.ts'
import { queryClient, sessionKey } from './queries.ts'
import { holdUnsaved } from './unsaved.ts'

const answered401 = () =>
  queryClient
    .fetchQuery({ queryKey: ['any'], queryFn: () => Promise.reject(new ApiError(401, { code: 'signed_out' })) })
    .catch(() => undefined)

test('the end of the session leads to the log-in, but not from a page that holds something not kept', async () => {
  queryClient.setQueryData(sessionKey, { id: 'one' })
  const release = holdUnsaved()
  await answered401()
  expect(queryClient.getQueryData(sessionKey)).toEqual({ id: 'one' })
  release()
  await answered401()
  expect(queryClient.getQueryData(sessionKey)).toBeNull()
})
