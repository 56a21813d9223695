import { useState } from 'react'
import { listWithoutPassword, setStartPasswords, startPasswordsAtOnce } from '#domain/organization/import.api.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { type ApiError, asApiError, call, type Reply } from '#web/kernel/api.ts'
import { Stack } from '#web/kernel/Columns.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { EmptyState, ErrorState, Loaded } from '#web/kernel/states.tsx'
import { newStartPassword } from './startPassword.ts'

type Person = Reply<typeof listWithoutPassword>['rows'][number]
type Slip = Person & { readonly password: string }

/**
 * Accounts that came from a file get a start password each. It is made here, shown once on a sheet to be printed, and
 * known nowhere else: the server keeps a hash, and whoever logs in with it chooses an own password first.
 */
export function StartPasswords() {
  const text = useText()
  const waiting = useRead(listWithoutPassword, {})
  const [slips, setSlips] = useState<readonly Slip[]>([])
  const [error, setError] = useState<ApiError>()
  const [isBusy, setIsBusy] = useState(false)
  const handOut = async (people: readonly Person[]): Promise<void> => {
    setIsBusy(true)
    setError(undefined)
    try {
      for (let start = 0; start < people.length; start += startPasswordsAtOnce) {
        const some = people
          .slice(start, start + startPasswordsAtOnce)
          .map((one) => ({ ...one, password: newStartPassword() }))
        await call(setStartPasswords, {
          body: { rows: some.map(({ id, version, password }) => ({ id, version, password })) },
        })
        setSlips((before) => [...before, ...some])
      }
    } catch (failure) {
      // what was handed out until then is on the sheet; the rest stays in the list
      setError(asApiError(failure))
    }
    setIsBusy(false)
    void waiting.refetch()
  }
  return (
    <Panel title={{ zh: '初始密码', en: 'Start passwords' }}>
      <Stack>
        {slips.length > 0 && <Sheet slips={slips} isBusy={isBusy} onDone={() => setSlips([])} />}
        {error && <ErrorState error={error} />}
        <Loaded of={waiting} rows={2}>
          {({ rows }) =>
            rows.length === 0 ? (
              slips.length === 0 && (
                <EmptyState why={{ zh: '没有缺密码的账号。', en: 'Every account has a password.' }} />
              )
            ) : (
              <>
                <p>
                  {text({
                    zh: `有${rows.length}个账号还没有密码，不能登录：${namesOf(rows, '、')}。`,
                    en: `${rows.length} accounts have no password and cannot log in: ${namesOf(rows, ', ')}.`,
                  })}
                </p>
                <ActionButton
                  endpoint={setStartPasswords}
                  label={{ zh: `发放${rows.length}个初始密码`, en: `Hand out ${rows.length} start passwords` }}
                  loading={isBusy}
                  onClick={() => void handOut(rows)}
                />
              </>
            )
          }
        </Loaded>
      </Stack>
    </Panel>
  )
}

const namesOf = (rows: readonly Person[], separator: string): string =>
  rows
    .slice(0, 8)
    .map(({ name }) => name)
    .join(separator) + (rows.length > 8 ? '…' : '')

type SheetProps = { readonly slips: readonly Slip[]; readonly isBusy: boolean; readonly onDone: () => void }

/** One line per person, to be cut and handed over; gone when it is put away. */
function Sheet({ slips, isBusy, onDone }: SheetProps) {
  const text = useText()
  return (
    <Stack>
      <p className="note warning" role="status">
        {text({
          zh: '初始密码只在这里显示一次，请打印后当面交给本人；首次登录须设定自己的密码。',
          en: 'Start passwords are shown here once: print the sheet and hand each over in person. An own password is chosen at the first log-in.',
        })}
      </p>
      <table className="plain-table" aria-label={text({ zh: '初始密码单', en: 'Sheet of start passwords' })}>
        <thead>
          <tr>
            <th scope="col">{text({ zh: '姓名', en: 'Name' })}</th>
            <th scope="col">{text({ zh: '用户名', en: 'User name' })}</th>
            <th scope="col">{text({ zh: '初始密码', en: 'Start password' })}</th>
          </tr>
        </thead>
        <tbody>
          {slips.map(({ id, name, userName, password }) => (
            <tr key={id}>
              <td>{name}</td>
              <td>{userName}</td>
              <td>
                <code>{password}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!isBusy && (
        <p className="row-of-actions">
          <ButtonFace kind="primary" onClick={() => window.print()}>
            {text({ zh: '打印', en: 'Print' })}
          </ButtonFace>
          <ButtonFace kind="normal" onClick={onDone}>
            {text({ zh: '已打印，收起', en: 'Printed, put away' })}
          </ButtonFace>
        </p>
      )}
    </Stack>
  )
}
