import { useInfiniteQuery } from '@tanstack/react-query'
import { readMatrix } from '#domain/collection/duty.api.ts'
import { type ApiError, call, type Reply } from '#web/kernel/api.ts'

type Page = Reply<typeof readMatrix>
export type Matrix = Pick<Page, 'rows' | 'workingDaysLeft'>

/** The year's indicators as far as they were asked for, a page at a time, as one table. */
export function useMatrix(year: number) {
  return useInfiniteQuery<Page, ApiError, Matrix, readonly unknown[], string>({
    queryKey: ['matrix', year],
    queryFn: ({ pageParam, signal }) =>
      call(readMatrix, { address: { year, ...(pageParam ? { after: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
    select: ({ pages }) => ({
      rows: pages.flatMap(({ rows }) => rows),
      workingDaysLeft: Object.assign({}, ...pages.map((page) => page.workingDaysLeft)),
    }),
  })
}
