import { fieldsOf } from '#domain/plan/compare.ts'
import type { PlanSnapshot } from '#domain/plan/plan.api.ts'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { ChaptersText } from './PlanChapters.tsx'

/** The whole of a frozen version: its chapters, then each item with every field that says something. */
export function PlanFullText({ content }: { content: PlanSnapshot }) {
  const text = useText()
  const { language } = useLanguage()
  const { dimensions } = useSession().pack
  return (
    <div className="full-text">
      <ChaptersText plan={content} />
      {content.workPlanText && (
        <section className="chapter">
          <h3>{text({ zh: '年度工作计划', en: 'Yearly work plan' })}</h3>
          <p>{content.workPlanText}</p>
        </section>
      )}
      {content.files && content.files.length > 0 && (
        <p className="sub">
          {text({ zh: '附件：', en: 'Attachments: ' })}
          {content.files.map(({ name }) => name).join('；')}
        </p>
      )}
      {content.items.map((item) => (
        <details key={item.id} open={content.items.length <= 3}>
          <summary>
            <span className="sub nw">{item.code}</span> {item.title}
            <span className="num">{item.weight}</span>
          </summary>
          <dl className="facts">
            {fieldsOf(item, { language, dimensions })
              .filter(({ value, field }) => value !== '' && field !== 'code' && field !== 'title')
              .map(({ field, name, value }) => (
                <div key={field} style={{ display: 'contents' }}>
                  <dt>{text(name)}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
          </dl>
        </details>
      ))}
    </div>
  )
}
