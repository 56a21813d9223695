import { useSearchParams } from 'react-router'
import { cardFilters, listCards } from '#domain/card/card.api.ts'
import { cardState } from '#domain/card/card.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { DataTable } from '#web/kernel/DataTable.tsx'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { CardFilters } from './CardFilters.tsx'
import { useCardColumns } from './cardColumns.tsx'

/** A year's warnings and cards, narrowed by what stands in the address. */
export const CardsPage = forReaders(listCards, CardsView)

function CardsView() {
  const text = useText()
  const session = useSession()
  const [query] = useSearchParams()
  const year = Number(query.get('year') ?? session.year?.year ?? session.today.slice(0, 4))
  const pages = usePages(listCards, { year, ...filtersIn(query) })
  const rows = pages.rows ?? []
  const standing = rows.filter((card) => cardState(card) === 'standing').length
  const listed = pages.hasMore
    ? { zh: `先列${rows.length}张`, en: `The latest ${rows.length} listed` }
    : { zh: `列出${rows.length}张`, en: `${rows.length} listed` }
  return (
    <>
      <PageHead
        title={{ zh: `${year}年度预警和牌`, en: `Warnings and cards of ${year}` }}
        sentence={
          pages.rows &&
          text({
            zh: `${listed.zh}，其中${standing}张未解除。牌一经记录不删除，报送后标“已解除”；撤销的标“已撤销”，不计入。`,
            en: `${listed.en}, ${standing} of them standing. A card is never deleted; once the data are reported it is settled; a withdrawn one is not counted.`,
          })
        }
        actions={<ActionLink to={`/due-exceptions?year=${year}`} label={{ zh: '期限延长', en: 'Later due days' }} />}
      />
      <Panel title={{ zh: '预警和牌', en: 'Warnings and cards' }} flush>
        <CardFilters year={year} />
        <DataTable
          name={{ zh: '预警和牌', en: 'Warnings and cards' }}
          columns={useCardColumns()}
          keyOf={({ id }) => id}
          pages={pages}
          empty={
            <EmptyState
              why={{ zh: '没有符合条件的预警和牌。', en: 'No warnings or cards match.' }}
              next={{
                zh: '可以放宽“种类”或“状态”，或换一个年度。',
                en: 'Widen kind or state, or choose another year.',
              }}
            />
          }
        />
      </Panel>
    </>
  )
}

/** The filters of the address that the list knows; anything else in it is left alone. */
function filtersIn(query: URLSearchParams) {
  const { step, state, divisionId, answerState, dimension } = cardFilters
  return {
    step: step.safeParse(query.get('step') ?? undefined).data,
    state: state.safeParse(query.get('state') ?? undefined).data,
    answerState: answerState.safeParse(query.get('answerState') ?? undefined).data,
    dimension: dimension.safeParse(query.get('dimension') ?? undefined).data,
    divisionId: divisionId.safeParse(query.get('divisionId') ?? undefined).data,
  }
}
