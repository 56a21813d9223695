import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { staffOf } from '#tools/demo-office/people.ts'
import { expect, password, test } from './office.ts'
import { entered } from './screens/english.ts'
import { judge } from './screens/judge.ts'
import { choose, heading, languagesBeside, sayIn } from './words.ts'

/** The city's statistics as a server of its own: what it answers can be changed. */
async function statistics() {
  let answer = { type: 'application/json', body: '' }
  const server = http.createServer((_q, a) => a.writeHead(200, { 'content-type': answer.type }).end(answer.body))
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    says: (type: string, body: string) => {
      answer = { type, body }
    },
    close: () => server.close(),
  }
}

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`an address is allowed, mapped once and read; its figure is handed in and signed (${language})`, async ({
    as,
  }) => {
    const source = await statistics()
    const address = `http://127.0.0.1:${source.port}/routes`
    const admin = await as('wangshouyi', { language })
    const officer = await as(staffOf.SA.officer, { language })
    const main = officer.getByRole('main')

    await test.step('the system administrator allows the host, as one of the own network', async () => {
      await admin.goto('/settings')
      await admin.getByRole('link', { name: say('允许取数的主机', 'Hosts of feeds') }).click()
      await admin.getByRole('button', { name: say('允许主机', 'Allow a host') }).click()
      const dialog = admin.getByRole('dialog')
      await dialog.getByLabel(say('主机', 'Host'), { exact: true }).fill('127.0.0.1')
      await dialog.getByLabel(say('端口', 'Port')).fill(String(source.port))
      await dialog.getByRole('checkbox').check()
      await dialog.getByLabel(say('理由', 'Reason')).fill('办内航线统计系统')
      await dialog.getByRole('button', { name: say('允许主机', 'Allow a host') }).click()
      await expect(admin.getByRole('row').filter({ hasText: `127.0.0.1:${source.port}` })).toBeVisible()
    })

    await test.step('the division adds the feed', async () => {
      await officer.goto('/feeds')
      await officer.getByRole('button', { name: say('登记数据源', 'Add a feed') }).click()
      const dialog = officer.getByRole('dialog')
      await dialog.getByLabel(say('名称', 'Name')).fill('航线统计')
      await dialog.getByText(say('网络地址', 'Address'), { exact: true }).first().click()
      await dialog.getByText(/^JSON/).click()
      await dialog.getByPlaceholder('https://').fill(address)
      await dialog.getByRole('button', { name: say('登记数据源', 'Add a feed') }).click()
      await expect(heading(officer, '航线统计')).toBeVisible()
    })

    await test.step('a web page in place of the data is told as such', async () => {
      source.says('text/html', '<html>log in</html>')
      await officer.getByRole('button', { name: say('现在取数', 'Fetch now') }).click()
      await expect(main).toContainText(say('对方答复的是网页', 'A web page was answered'), { timeout: 20_000 })
    })

    await test.step('fetched, its columns are proposed, a name is said to be an indicator of ours, and that is kept', async () => {
      const rows = [
        { item: '组合港航线', quarter: '2025年第三季度', count: 3, unit: '条' },
        { item: '全市航线', quarter: '2025年第三季度', count: 41, unit: '条' },
      ]
      source.says('application/json', JSON.stringify({ rows }))
      await officer.getByRole('button', { name: say('现在取数', 'Fetch now') }).click()
      await expect(main).toContainText(say('各列含义', 'What the columns are'), { timeout: 20_000 })
      for (const [column, field] of [
        ['item', say('指标', 'Indicator')],
        ['quarter', say('报送期', 'Period')],
        ['count', say('数值', 'Figure')],
      ] as const)
        await choose(officer, say(`“${column}”的含义`, `What “${column}” is`), field)
      const again = officer.getByRole('button', { name: say('按现在的含义重读', 'Read again like this') })
      await again.click()
      await choose(officer, say('表中的“组合港航线”是', '“组合港航线” in the table is'), '组合港新增航线（条）')
      await again.click()
      await expect(main).toContainText(say('带出1行', 'filled in 1'))
      await officer.getByRole('button', { name: say('保存各列含义', 'Keep the mapping') }).click()
      await expect(main).toContainText(say('与保存的一致', 'as kept'))
    })

    await test.step('the screens are sound', async () => {
      const variant = { language, theme: 'light', size: 'normal', width: 1366 } as const
      const known = language === 'en' ? entered(officer) : null
      for (const at of ['/feeds', new URL(officer.url()).pathname]) {
        const screen = { name: `feed ${at}`, user: staffOf.SA.officer, at } as const
        expect(await judge(officer, screen, { variant, entered: known })).toEqual([])
      }
    })

    await test.step('taken in, the figure waits prefilled with its source; the officer hands it in', async () => {
      await officer.getByRole('button', { name: say('带出1个数', 'Fill in 1 figures') }).click()
      await expect(main).toContainText(say('已读入', 'Taken in'))
      await officer.goto('/duties/list?division=&period=2025-Q3')
      await officer.goto('/')
      await officer
        .getByRole('link', { name: /组合港新增航线/ })
        .first()
        .click()
      await expect(main).toContainText('航线统计')
      await expect(main).toContainText(say('数据源带出', 'from the feed'))
      await officer.getByRole('button', { name: say('提交签字', 'Submit for signature') }).click()
      await expect(main).toContainText(say('待签字', 'To be signed'))
    })

    await test.step('the head signs, and who vouched for it leads to the row of the source', async () => {
      const head = await as(staffOf.SA.head, { language })
      await head.goto('/duties/sign/2025-Q3')
      await expect(head.getByRole('main')).toContainText('组合港新增航线')
      await head
        .getByRole('button', { name: say('签字', 'Sign') })
        .first()
        .click()
      const signing = head.getByRole('dialog')
      await signing.getByLabel(say('请再次输入登录密码', 'Your password again')).fill(password)
      await signing.getByRole('button', { name: say('签字', 'Sign') }).click()
      await expect(signing).toBeHidden()
      await officer.reload()
      await officer.getByRole('link', { name: say('全部经过、签字和摘要', 'The whole chain') }).click()
      const part = officer.getByRole('region', { name: say('5. 来源', '5. Source') })
      await expect(part).toContainText('航线统计')
      await expect(part).toContainText(say('第1行', 'row 1'))
      await expect(part).toContainText('组合港航线')
      await expect(part).toContainText(say('与所报的数一致', 'What was handed in'))
    })
    source.close()
  })
}
