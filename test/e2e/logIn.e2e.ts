import { expect, password, test } from './office.ts'
import { heading, languagesBeside, sayIn } from './words.ts'

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`a wrong password is not told from a wrong name, waiting counts down, the right one opens the home page (${language})`, async ({
    visitor,
    as,
    office,
  }) => {
    office.allow(401, 429)
    const page = await visitor({ language })
    await page.goto('/login')
    const logIn = page.getByRole('button', { name: say('登录', 'Log in'), exact: true })
    const enter = async (userName: string, word: string) => {
      await page.getByLabel(say('用户名', 'User name')).fill(userName)
      await page.getByLabel(say('密码', 'Password'), { exact: true }).fill(word)
      await logIn.click()
    }
    const refusal = page
      .getByRole('alert')
      .filter({ hasText: say('用户名或密码不正确。', 'User name or password is wrong.') })
    await enter('meiyouzheren', 'not-the-password-2025')
    await expect(refusal).toBeVisible()
    await enter('linzhixia', 'not-the-password-2025')
    await expect(refusal).toBeVisible()

    // each further failure doubles the wait
    const wait = page.getByText(say('再次尝试须等待', 'Wait '))
    await expect(async () => {
      await logIn.click()
      await expect(wait).toBeVisible({ timeout: 2_000 })
    }).toPass()
    await expect(logIn).toHaveAttribute('aria-disabled', 'true')
    await expect(logIn).toHaveAccessibleDescription(/\d/)
    const colleague = await as('zhouyining', { language })
    await colleague.goto('/')
    await expect(colleague.getByRole('button', { name: '周以宁' })).toBeVisible()

    await expect(logIn).not.toHaveAttribute('aria-disabled', 'true', { timeout: 60_000 })
    await enter('linzhixia', password)
    await expect(heading(page, say('11月6日', '6 Nov'))).toBeVisible()
    await expect(page.getByRole('button', { name: '林知夏' })).toContainText(
      say('办绩效办工作人员', 'Performance office staff'),
    )
  })

  test(`a head of division changes to another post and logs out; the session is dead (${language})`, async ({
    as,
    office,
  }) => {
    office.allow(401)
    const page = await as('chenjiahe', { language })
    await page.goto('/')
    const me = page.getByRole('button', { name: '陈嘉禾' })
    await expect(me).toContainText(say('处长', 'Head of division'))
    await me.click()
    await page.getByRole('button', { name: say('领导小组成员', 'Member of the leading group') }).click()
    await expect(me).toContainText(say('领导小组成员', 'Member of the leading group'))

    const kept = await page.context().cookies()
    await me.click()
    await page.getByRole('button', { name: say('退出登录', 'Log out') }).click()
    await expect(page.getByRole('button', { name: say('登录', 'Log in'), exact: true })).toBeVisible()
    await page.context().addCookies(kept)
    await page.goto('/duties')
    await expect(page.getByRole('button', { name: say('登录', 'Log in'), exact: true })).toBeVisible()
  })

  test(`somebody finds a second session of theirs and ends it (${language})`, async ({ as, office }) => {
    office.allow(401)
    const forgotten = await as('zhouyining', { language })
    await forgotten.goto('/')
    await expect(forgotten.getByRole('button', { name: '周以宁' })).toBeVisible()
    const page = await as('zhouyining', { language })
    await page.goto('/sessions')
    await expect(page.getByText(say('本次登录', 'This session'))).toBeVisible()
    const end = page.getByRole('button', { name: say('结束', 'End'), exact: true })
    await expect(end.first()).toBeVisible()
    for (let left = await end.count(); left > 0; left--) {
      await end.first().click()
      await expect(end).toHaveCount(left - 1)
    }
    await forgotten.goto('/duties')
    await expect(forgotten.getByRole('button', { name: say('登录', 'Log in'), exact: true })).toBeVisible()
  })
}

test('an administrator sees no business content, by menu or by address', async ({ as, office }) => {
  office.allow(403, 404)
  for (const userName of ['wangshouyi', 'lishenzhi', 'zhaomingjian']) {
    const page = await as(userName)
    await page.goto('/')
    await expect(page.getByRole('navigation', { name: '主菜单' })).toBeVisible()
    for (const name of ['年度方案', '评估事项', '指标数据', '汇总报送', '数据源', '预警和牌']) {
      await expect(page.getByRole('link', { name, exact: true })).toHaveCount(0)
    }
    for (const path of ['/plans/2025', '/items', '/duties', '/reports', '/cards', '/imports']) {
      await page.goto(path)
      await expect(page.getByRole('main')).toContainText(/管理员不查看业务内容|不存在|须/)
      await expect(page.getByRole('main')).not.toContainText(/皇岗口岸|KA-2025|市统计局/)
    }
  }
})

test('log-in and home fit a telephone of 360 px', async ({ visitor, as }) => {
  const widthOf = (page: Awaited<ReturnType<typeof as>>) => page.evaluate(() => document.documentElement.scrollWidth)
  const front = await visitor({ width: 360 })
  await front.goto('/login')
  await expect(front.getByRole('button', { name: '登录', exact: true })).toBeVisible()
  expect(await widthOf(front)).toBeLessThanOrEqual(360)
  const page = await as('chenjiahe', { width: 360 })
  await page.goto('/')
  await expect(page.getByRole('navigation', { name: '快捷菜单' })).toBeVisible()
  await expect(page.getByRole('heading', { name: '待办', exact: true })).toBeVisible()
  expect(await widthOf(page)).toBeLessThanOrEqual(360)
})
