import { expect, test } from 'vitest'
import type { PostKind } from '#domain/kernel/actor.ts'
import { findsWithdrawn } from './revision.ts'
import { revisionTitle, titleOfRevision } from './revisionTitle.ts'

test.each<[PostKind, boolean, boolean, boolean]>([
  ['division.officer', true, false, true],
  ['division.officer', false, true, false],
  ['leadingGroup.member', false, true, true],
  ['leadingGroup.member', false, false, false],
  ['performanceOffice.staff', false, false, true],
  ['leadingGroup.deputy', false, false, true],
])(
  '%s finds a withdrawn revision where it was seen (consulted %s, reviewed %s): %s',
  (post, wasConsulted, wasReviewed, finds) =>
    expect(findsWithdrawn({ post }, { wasConsulted, wasReviewed })).toBe(finds),
)

test('the title that is built for a revision is read in either language, another as it was written', () => {
  const title = titleOfRevision('2025年度绩效工作方案', 4)
  expect(revisionTitle(title)).toEqual({
    ...{ zh: '2025年度绩效工作方案（第4次调整）', en: '2025年度绩效工作方案 (revision 4)' },
  })
  expect(revisionTitle('2025年度绩效工作方案')).toEqual({ zh: '2025年度绩效工作方案', en: '2025年度绩效工作方案' })
})
