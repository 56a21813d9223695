import type { Page } from '@playwright/test'
import { draftReorganisation, readReorganisation, saveReorganisation } from '#domain/organization/reorganisation.api.ts'
import { closeCall, createCall, issueCall, readCall, saveCall } from '#domain/plan/planCall.api.ts'
import { expect, type Office, test } from './office.ts'
import { heading, languagesBeside, sayIn } from './words.ts'

const year = 2026
const begun = { year, title: '2026年度编制要求', text: '请各处编制方案。', workingDays: 10 }

/** The call as the performance office has drafted it. */
const drafted = async ({ client }: Office) => (await client.as('hejingming')).do(createCall, { body: begun })

/** Comes back to the window, as from another program: what the page shows is read again. */
const comeBack = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`a form is filled in while a colleague saves: both texts are shown, and none is overwritten unseen (${language})`, async ({
    as,
    office,
  }) => {
    const { id, version } = await drafted(office)
    const page = await as('linzhixia', { language })
    const form = page.getByLabel(say('正文', 'Text'))
    await page.goto(`/plans/${year}/call`)
    await page.getByRole('button', { name: say('修改编制要求', 'Change the call') }).click()
    await form.fill('请各处于12月1日前编制方案。')

    const colleague = await office.client.as('hejingming')
    const theirs = { title: begun.title, text: '请各处结合年度重点编制方案。', workingDays: 7, templateFileId: null }
    await colleague.do(saveCall, { params: { id }, body: { version, ...theirs } })

    await test.step('the window is come back to: what was typed stays, and that somebody wrote is said', async () => {
      const note = page.getByRole('alert').filter({ hasText: say('别人改动了编制要求', 'changed the call') })
      await expect(async () => {
        await comeBack(page)
        await expect(note).toBeVisible({ timeout: 500 })
      }).toPass()
      await expect(form).toHaveValue('请各处于12月1日前编制方案。')
    })

    await test.step('saving is refused, and both texts stand side by side', async () => {
      office.allow(409)
      const refused = page.waitForResponse((reply) => reply.request().method() === 'PUT')
      await page.getByRole('button', { name: new RegExp(say('^保存', '^Save')) }).click()
      expect((await refused).status()).toBe(409)
      const both = page.getByRole('dialog')
      await expect(both).toContainText('请各处于12月1日前编制方案。')
      await expect(both).toContainText(theirs.text)
      expect((await colleague.do(readCall, { params: { year } })).text).toBe(theirs.text)
    })

    await test.step('the own text is kept, with what the colleague alone has changed', async () => {
      const both = page.getByRole('dialog')
      await both.getByRole('radio', { name: say('正文：保留我写的', 'Text: keep mine') }).check()
      const saved = page.waitForResponse((reply) => reply.request().method() === 'PUT' && reply.ok())
      await both.getByRole('button', { name: say('按所选合并保存', 'Save what is chosen') }).click()
      await saved
      await expect(page.getByRole('region', { name: say('编制要求', 'Call') })).toContainText('12月1日前')
      expect(await colleague.do(readCall, { params: { year } })).toMatchObject({
        text: '请各处于12月1日前编制方案。',
        workingDays: theirs.workingDays,
      })
    })
  })

  test(`a reorganisation is written in two windows: both texts are shown, none is lost (${language})`, async ({
    as,
    office,
  }) => {
    const colleague = await office.client.as('hejingming')
    const content = { founded: [], renamed: [], ended: [] }
    const plan = { fromOn: '2025-12-01', document: '深编〔2025〕31号', content }
    const { id, version } = await colleague.do(draftReorganisation, { body: plan })
    const page = await as('linzhixia', { language })
    await page.goto(`/organization/reorganisation/${id}`)
    const ordered = page.getByLabel(say('依据文件', 'Ordered by'))
    await ordered.fill('深编〔2025〕31号（修订）')
    const theirs = { ...plan, document: '深编〔2025〕32号', fromOn: '2025-12-15' }
    await colleague.do(saveReorganisation, { params: { id }, body: { ...theirs, version } })

    office.allow(409)
    await page.getByRole('button', { name: new RegExp(say('^保存', '^Save')) }).click()
    const both = page.getByRole('dialog')
    await expect(both).toContainText('深编〔2025〕31号（修订）')
    await expect(both).toContainText(theirs.document)
    expect(await colleague.do(readReorganisation, { params: { id } })).toMatchObject(theirs)
    await both.getByRole('radio', { name: say('依据文件：保留我写的', 'Ordered by: keep mine') }).check()
    await both.getByRole('button', { name: say('按所选合并保存', 'Save what is chosen') }).click()
    await expect(both).toBeHidden()
    await expect(ordered).toHaveValue('深编〔2025〕31号（修订）')
    const kept = () => colleague.do(readReorganisation, { params: { id } })
    await expect.poll(async () => (await kept()).document).toBe('深编〔2025〕31号（修订）')
    expect(await kept()).toMatchObject({ fromOn: theirs.fromOn })
  })

  test(`a dialog whose act somebody else has done meanwhile leaves its refusal on the page (${language})`, async ({
    as,
    office,
  }) => {
    office.allow(409)
    const head = await office.client.as('hejingming')
    const { id, version } = await drafted(office)
    const issued = await head.do(issueCall, { params: { id }, body: { version } })
    const page = await as('hejingming', { language })
    await page.goto(`/plans/${year}/call`)
    await page.getByRole('button', { name: say('结束', 'Close') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill('其余各处已经说明')
    await head.do(closeCall, { params: { id }, body: { version: issued.version, reason: '另有安排' } })
    await dialog
      .getByRole('button', { name: say('结束', 'Close'), exact: false })
      .last()
      .click()

    await expect(dialog).toBeHidden()
    const kept = page.getByRole('alert').filter({ hasText: say('没有生效', 'did not take effect') })
    await expect(kept).toContainText(say('内容已有改动', 'this changed'))
    await kept.getByRole('button', { name: say('知道了', 'Close') }).click()
    await expect(kept).toBeHidden()
    await expect(heading(page, /2026/)).toBeVisible()
  })
}
