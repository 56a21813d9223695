import { joinTexts } from '#domain/kernel/text.ts'
import type { readPublicOffice } from '#domain/session/session.api.ts'
import type { Reply } from '#web/kernel/api.ts'
import { useText } from '#web/kernel/language.tsx'

type Demo = NonNullable<Reply<typeof readPublicOffice>['demo']>
type Props = { readonly demo: Demo; readonly onFill: (userName: string, password: string) => void }

/** Demo mode: who can be tried out. A press fills the form; logging in stays the visitor's act. */
export function DemoPeople({ demo, onFill }: Props) {
  const text = useText()
  return (
    <section className="panel demo-people" aria-labelledby="demo-people">
      <header>
        <h2 id="demo-people">{text({ zh: '演示人员', en: 'Demo people' })}</h2>
        <span className="sub">
          {text({
            zh: `演示数据，人员均为虚构。共用密码：${demo.password}`,
            en: `Demo data; all people are invented. Common password: ${demo.password}`,
          })}
        </span>
      </header>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{text({ zh: '姓名', en: 'Name' })}</th>
            <th scope="col">{text({ zh: '岗位', en: 'Posts' })}</th>
            <th scope="col">{text({ zh: '用户名', en: 'User name' })}</th>
            <th scope="col">
              <span className="hidden-words">{text({ zh: '操作', en: 'Action' })}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {demo.people.map((person) => (
            <tr key={person.userName}>
              <th scope="row">{person.name}</th>
              <td>{text(joinTexts(person.posts))}</td>
              <td>{person.userName}</td>
              <td className="num">
                <button
                  type="button"
                  className="button"
                  aria-label={text({ zh: `填入${person.name}`, en: `Fill in ${person.name}` })}
                  onClick={() => onFill(person.userName, demo.password)}
                >
                  {text({ zh: '填入', en: 'Fill in' })}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
