import {
  MutationCache,
  QueryCache,
  QueryClient,
  type QueryKey,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import { readSession, type Session } from '#domain/session/session.api.ts'
import { type Address, ApiError, asApiError, type Body, call, newKey, type Reply } from './api.ts'
import { keepFocus } from './keepFocus.ts'
import { type KeptRefusal, pageOpen, refusals } from './keptRefusals.ts'
import { hasUnsaved } from './unsaved.ts'

const keyOf = (endpoint: Endpoint, address: object): QueryKey => [endpoint.method, endpoint.path, address]

/** Where the cache keeps the session. */
export const sessionKey = keyOf(readSession, {})

/** When the server was last heard of; the idle time of the session counts from there. */
export const lastHeard = { at: Date.now() }

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteSignedOut, onSuccess: noteHeard }),
  mutationCache: new MutationCache({ onError: noteSignedOut, onSuccess: noteHeard }),
  defaultOptions: {
    // `call` repeats what failed on the way; an answer is not asked for again.
    queries: { retry: false, staleTime: 5_000, refetchOnWindowFocus: true, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
})

function noteHeard(): void {
  lastHeard.at = Date.now()
}

/**
 * Who was logged in and no longer is gets `null`: the log-in page then says that the session has ended. A page with
 * something that is not kept stays, and says itself that one must log in.
 */
function noteSignedOut(error: unknown): void {
  if (!(error instanceof ApiError) || !error.isSignedOut || hasUnsaved()) return
  if (queryClient.getQueryData(sessionKey)) queryClient.setQueryData(sessionKey, null)
}

/** Begins with what the server said of the session: nothing read for another person or post remains. */
export function beginSession(session: Session | null): void {
  queryClient.clear()
  if (session) queryClient.setQueryData(sessionKey, session)
}

type ReadOptions<Of = unknown> = {
  /** `false` asks nothing yet: something the address needs is still missing. */
  readonly enabled?: boolean
  /** Shows the rows of the last filter until those of the new one are there. */
  readonly keepsPrevious?: boolean
  /** Read once and never again: a file that is only tried, and is no longer to be had once it was taken. */
  readonly isOnce?: boolean
  /** Shown only once it was read anew: a form begins from it, and what it saved itself is not in the cache. */
  readonly isFresh?: boolean
  /** Read again after so many milliseconds as long as this is not false: the server is at work on it. */
  readonly every?: (reply: Of) => number | false
}

/** Reads one endpoint. The address holds the path's names and the query together. */
export function useRead<E extends Endpoint>(
  endpoint: E,
  address: Address<E>,
  options: ReadOptions<Reply<E>> = {},
): UseQueryResult<Reply<E>, ApiError> {
  const query = useQuery<Reply<E>, ApiError>({
    queryKey: keyOf(endpoint, address as object),
    queryFn: ({ signal }) => call(endpoint, { address, signal }),
    enabled: options.enabled ?? true,
    ...(options.isOnce ? { staleTime: 'static' as const } : {}),
    ...(options.isFresh ? { staleTime: 0, refetchOnMount: 'always' as const } : {}),
    refetchInterval: ({ state: { data } }) => (data !== undefined && options.every?.(data)) || false,
    ...(options.keepsPrevious ? { placeholderData: (previous: Reply<E> | undefined) => previous as never } : {}),
  })
  if (!options.isFresh || query.isFetchedAfterMount) return query
  return { ...query, data: undefined } as unknown as UseQueryResult<Reply<E>, ApiError>
}

type Page<Row> = { rows: Row[]; next: string | null }
type RowOf<E extends Endpoint> = Reply<E> extends Page<infer Row> ? Row : never

export type Pages<Row> = {
  readonly rows: readonly Row[] | undefined
  readonly error: ApiError | null
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  readonly more: () => void
  readonly retry: () => void
}

/** Reads a list page by page; `more` appends the next one. Where `asOf` changes it is read anew. */
export function usePages<E extends Endpoint>(
  endpoint: E,
  address: Omit<Address<E>, 'after'>,
  { asOf = '' }: { readonly asOf?: string } = {},
): Pages<RowOf<E>> {
  const query = useInfiniteQuery<Page<RowOf<E>>, ApiError>({
    queryKey: [...keyOf(endpoint, address), 'pages', asOf],
    queryFn: async ({ pageParam, signal }) => {
      const at = { ...address, ...(pageParam ? { after: pageParam } : {}) } as Address<E>
      return (await call(endpoint, { address: at, signal })) as Page<RowOf<E>>
    },
    initialPageParam: '' as unknown,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (previous) => previous,
  })
  return {
    rows: query.data?.pages.flatMap((page) => page.rows),
    error: query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  }
}

/** A list that is there as a whole or not yet. */
export type Whole<Row> = Pick<Pages<Row>, 'rows' | 'error' | 'retry'> & {
  /** How many rows were read so far. */
  readonly read: number
}

/** Reads a list to its end, one page after the other; its rows are there once all of them are. */
export function useWhole<E extends Endpoint>(
  endpoint: E,
  address: Omit<Address<E>, 'after' | 'limit'>,
  { enabled = true, isFresh = false }: Pick<ReadOptions, 'enabled' | 'isFresh'> = {},
): Whole<RowOf<E>> {
  const [read, setRead] = useState(0)
  const query = useQuery<RowOf<E>[], ApiError>({
    queryKey: [...keyOf(endpoint, address), 'whole'],
    queryFn: async ({ signal }) => {
      const rows = new Map<string, RowOf<E>>()
      for (let after: string | null = ''; after !== null; ) {
        const at = { ...address, limit: 200, ...(after ? { after } : {}) } as Address<E>
        const page = (await call(endpoint, { address: at, signal })) as Page<RowOf<E> & { readonly id: string }>
        // a row that somebody moved meanwhile may come twice
        for (const row of page.rows) rows.set(row.id, row)
        setRead(rows.size)
        after = page.next
      }
      return [...rows.values()]
    },
    enabled,
    ...(isFresh ? { staleTime: 0, refetchOnMount: 'always' as const } : {}),
  })
  const isShown = !isFresh || query.isFetchedAfterMount
  return { rows: isShown ? query.data : undefined, error: query.error, read, retry: () => void query.refetch() }
}

/** Gives up what is being read of an endpoint: its answer may be older than what was just written. */
export const dropReads = (endpoint: Endpoint, address: object): Promise<void> =>
  queryClient.cancelQueries({ queryKey: keyOf(endpoint, address) })

type ActOptions<E extends Endpoint> = {
  /** An autosave: what else is on the screen does not change and is not read again. */
  readonly isQuiet?: boolean
  readonly onDone?: (reply: Reply<E>) => void
}

export type Act<E extends Endpoint> = UseMutationResult<Reply<E>, ApiError, Body<E>>

type Pressed = { readonly isAgain: boolean }

/**
 * A write. One press is one intent with one idempotency key; pressing again after an unknown outcome repeats the same
 * key. A second press while the first is on its way is the same intent: it is said once that it was done. When it is done everything on the screen is read again. A refusal whose button or dialog is gone by then stays on
 * the page until it is closed.
 */
export function useAct<E extends Endpoint>(endpoint: E, address: Address<E>, options: ActOptions<E> = {}): Act<E> {
  const client = useQueryClient()
  const pending = useRef<{ content: string; key: string } | undefined>(undefined)
  const refused = useKeptRefusal()
  const sending = useRef<string | undefined>(undefined)
  return useMutation<Reply<E>, ApiError, Body<E>, Pressed>({
    onMutate: (body) => {
      const content = JSON.stringify([address, body])
      const isAgain = sending.current === content
      sending.current = content
      return { isAgain }
    },
    onSettled: (_reply, _error, _body, pressed) => {
      if (pressed?.isAgain !== true) sending.current = undefined
    },
    mutationFn: async (body) => {
      refused.current = undefined
      const content = JSON.stringify([address, body])
      if (pending.current?.content !== content) pending.current = { content, key: newKey() }
      try {
        const reply = await call(endpoint, { address, body, key: pending.current.key })
        pending.current = undefined
        return reply
      } catch (error) {
        if (!asApiError(error).isUnknown) pending.current = undefined
        throw asApiError(error)
      }
    },
    onSuccess: async (reply, _body, { isAgain }) => {
      if (isAgain) return
      if (!options.isQuiet) await client.invalidateQueries()
      options.onDone?.(reply)
      keepFocus()
    },
    // The next try has to be with what stands there now.
    onError: async (error) => {
      if (error.status === 409) refused.current = { act: endpoint.summary, error, place: pageOpen() }
      if (error.code === 'stale') await client.invalidateQueries()
    },
  })
}

/** The last refusal of an act: where what would show it goes away while its page stays, the page takes it over. */
function useKeptRefusal() {
  const refused = useRef<KeptRefusal | undefined>(undefined)
  useEffect(
    () => () => {
      if (refused.current && refusals.keep(refused.current, pageOpen())) keepFocus()
      refused.current = undefined
    },
    [],
  )
  return refused
}
