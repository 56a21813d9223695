import { Form, Input } from 'antd'
import { useNavigate } from 'react-router'
import { choosePassword } from '#domain/session/session.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

type Values = { presentPassword: string; password: string }

/** An own password; after a log-in with a start password it is the only page there is. */
export function OwnPasswordPage() {
  const text = useText()
  const toast = useToast()
  const navigate = useNavigate()
  const { hasStartPassword } = useSession()
  const [form] = Form.useForm<Values>()
  const { shape } = choosePassword.body
  const act = useAct(
    choosePassword,
    {},
    {
      onDone: () => {
        toast({ zh: '密码已设定', en: 'The password is set' })
        form.resetFields()
        void navigate('/')
      },
    },
  )
  const submit = async (): Promise<void> => {
    const values = await soundValues(form)
    if (values) act.mutate(values, { onError: (error) => showFaults(form, error) })
  }
  return (
    <>
      <PageHead
        title={{ zh: '设定自己的密码', en: 'Choose an own password' }}
        sentence={
          hasStartPassword
            ? text({
                zh: '您用的是初始密码，设定自己的密码后才能使用系统。',
                en: 'You logged in with a start password: choose your own before you go on.',
              })
            : text({ zh: '设定后，您在别处的登录即结束。', en: 'Your other sessions end when it is set.' })
        }
      />
      <Panel title={{ zh: '密码', en: 'Password' }}>
        <Form form={form} layout="vertical" autoComplete="off">
          <FormItem
            name="presentPassword"
            label={
              hasStartPassword ? { zh: '初始密码', en: 'Start password' } : { zh: '现密码', en: 'Present password' }
            }
            schema={shape.presentPassword}
          >
            <Input.Password autoComplete="current-password" />
          </FormItem>
          <FormItem
            name="password"
            label={{ zh: '新密码', en: 'New password' }}
            schema={shape.password}
            hint={{
              zh: '至少12个字符，不能主要由姓名、用户名、单位名或常见词组成。',
              en: 'At least 12 characters, not mostly a name, the office or a common word.',
            }}
          >
            <Input.Password autoComplete="new-password" />
          </FormItem>
          <ActionButton
            endpoint={choosePassword}
            kind="primary"
            loading={act.isPending}
            onClick={() => void submit()}
          />
        </Form>
        {act.error && act.error.fields.length === 0 && <ErrorState error={act.error} />}
      </Panel>
    </>
  )
}
