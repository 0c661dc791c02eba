/** What comes later: a second application, a supplement of the catalogue, another name. */
import { accepted, fieldsOf } from '../../kit/life/answers';
import {
  openApplication,
  passStep,
  returnApplication,
  saveApplication,
  sendAttachment,
  submitApplication,
  submitted,
} from '../../kit/life/applications';
import { applyCatalogue, catalogueChanges, draftSupplement } from '../../kit/life/catalogues';
import { certificateOf } from '../../kit/life/certificates';
import { decisionsOn } from '../../kit/life/decisions';
import { directoryJson } from '../../kit/life/directory';
import { dryRun } from '../../kit/life/dry-runs';
import { asOf } from '../../kit/life/history';
import { recordsOf } from '../../kit/life/records';
import {
  COLLEGE,
  collegeOf,
  ELECTRICIAN,
  EXAM,
  nameChange,
  NEW_COLLEGE,
  NEW_NAME,
  OLD_NAME,
  overlappingScope,
  STUDENTS,
  examOf,
} from '../../kit/life/sichuan';
import { callerOf } from '../../kit/life/steps';
import { NOTICE, certificateNo, type SichuanLife } from './life';

export function later(life: () => SichuanLife): void {
  test('what is filed already is not filed twice', async () => {
    const { hub, college, offices, sound, siteCode } = life();
    hub.setClock('2026-02-09T01:00:00Z');
    const filingId = (await asOf(college, COLLEGE, '2026-02-09')).filings?.[0]?.filing.id ?? '';
    const wider = await submitApplication(
      college,
      await openApplication(college, 'SCOPE_CHANGE', overlappingScope(siteCode, sound)),
    );
    expect(wider).toMatchObject({ code: 'APPLICATION_INVALID', placesTotal: 1, places: [{ field: '/items/0' }] });
    expect(wider.places?.[0]?.message.zh).toContain(filingId);
    expect(await openApplication(college, 'FILING', sound)).toMatchObject({
      code: 'APPLICANT_FILED',
      places: [{ field: 'kind' }],
    });
    const squatting = {
      ...sound,
      applicant: collegeOf(NEW_COLLEGE, '示范新建职业技术学院'),
      items: sound.items.map((item) => ({ ...item, levels: ['LEVEL_5'], fees: [] })),
    };
    const attachmentId = await sendAttachment(hub, offices.city, '备案材料.pdf');
    const materials = sound.materials.map((material) => ({ ...material, attachmentId }));
    const squatted = await submitApplication(
      offices.city,
      await openApplication(offices.city, 'FILING', { ...squatting, materials }),
    );
    expect(fieldsOf(squatted)).toEqual(['/items/0/sites']);
  });

  test('a supplement of the catalogue renames the occupation: old certificates and old exams keep its name', async () => {
    const { hub, college, siteCode, planNo } = life();
    const nation = callerOf(hub, 'nation');
    const name = '电气设备安装调试工';
    const { draft } = accepted(
      await draftSupplement(nation, {
        edition: '2026-1',
        supplementTo: '2022',
        from: '2026-03-01',
        basis: ['示例公告〔2026〕1号'],
        csv: `code,name\n${ELECTRICIAN.code},${name}\n4-04-05-99,示范新职业员\n`,
      }),
    );
    const { id = '', digest = '' } = draft ?? {};
    expect(draft?.counts).toEqual({ added: 1, removed: 0, renamed: 1, filingsRenamed: 2 });
    expect(await catalogueChanges(nation, id)).toMatchObject([
      { code: '4-04-05-99', kind: 'ADDED', nameAfter: '示范新职业员', filings: 0 },
      { code: ELECTRICIAN.code, kind: 'RENAMED', nameBefore: ELECTRICIAN.name, nameAfter: name, filings: 2 },
    ]);
    expect(await applyCatalogue(nation, id, digest)).toMatchObject({ code: 'FOUR_EYES' });
    expect(await applyCatalogue(callerOf(hub, 'operator'), id, digest)).toMatchObject({
      edition: '2026-1',
      repeated: false,
    });
    hub.setClock('2026-03-02T01:00:00Z');
    expect(await certificateOf(college, certificateNo(siteCode, 11))).toMatchObject({
      occupationName: ELECTRICIAN.name,
    });
    expect((await directoryJson(hub, { text: '云岭' })).items).toMatchObject([{ occupationName: name }]);
    expect((await directoryJson(hub, { text: '云岭', onDay: '2026-02-28' })).items).toMatchObject([
      { occupationName: ELECTRICIAN.name },
    ]);
    const late = recordsOf(STUDENTS.slice(31, 32), { ...examOf(siteCode), firstSerial: 43, issuedOn: '2026-03-02' });
    const header = { planNo, clientBatchNo: 'YL-2026-03', ...NOTICE };
    expect(await dryRun(college, header, late)).toEqual([]);
    expect(
      await dryRun(
        college,
        header,
        late.map((record) => ({ ...record, occupationName: name })),
      ),
    ).toContain('1 CMP-011 /occupationName');
  });

  test('it takes another name, and the register still says what was known on which day', async () => {
    const { hub, offices, otherCity, college, sound, siteCode, planNo } = life();
    const proof = sound.materials[0]?.attachmentId ?? '';
    const wished = await submitted(college, 'BASIC_CHANGE', nameChange(collegeOf(COLLEGE, OLD_NAME), proof));
    expect(await returnApplication(offices.province, wished, '表中仍为原名称')).toMatchObject({ state: 'RETURNED' });
    const mended = accepted(await saveApplication(college, wished, nameChange(collegeOf(COLLEGE, NEW_NAME), proof)));
    const reviewed = accepted(await passStep(offices.province, accepted(await submitApplication(college, mended))));
    expect(reviewed).toMatchObject({ state: 'SUBMITTED', dueBy: 'PROVINCE', dueAct: 'RECORD' });
    const change = accepted(await passStep(offices.secondProvince, reviewed));
    expect(change).toMatchObject({ state: 'PUBLISHED', publishedOn: '2026-03-02' });
    expect(await decisionsOn(college, 'APPLICATION', change.applicationId ?? '')).toMatchObject([
      { act: 'REVIEW_RETURNED', role: 'PROVINCE', decidedBy: offices.province.clientId, reason: '表中仍为原名称' },
      { role: 'PROVINCE', decidedBy: offices.province.clientId },
      { role: 'PROVINCE', decidedBy: offices.secondProvince.clientId },
    ]);
    const nameOn = async (onDay: string, knownAt: string | null = null): Promise<string | null | undefined> =>
      (await asOf(college, COLLEGE, onDay, knownAt)).nameOnDay;
    expect(await nameOn(EXAM.from)).toBe(OLD_NAME);
    expect(await nameOn('2026-03-01')).toBe(OLD_NAME);
    expect(await nameOn('2026-03-02')).toBe(NEW_NAME);
    expect(await nameOn('2026-03-02', '2026-03-01T00:00:00Z')).toBe(OLD_NAME);
    expect(await asOf(college, COLLEGE, EXAM.from, '2025-11-30T00:00:00Z')).toMatchObject({
      code: 'REGISTRY_NOT_KNOWN_THEN',
    });
    await expect(asOf(otherCity, COLLEGE, EXAM.from)).rejects.toThrow('NOT_FOUND');
    expect((await directoryJson(hub, { text: '示范职业大学' })).items).toMatchObject([{ institutionName: NEW_NAME }]);
    const late = recordsOf(STUDENTS.slice(31, 32), { ...examOf(siteCode), firstSerial: 43 });
    const header = { planNo, clientBatchNo: 'YL-2026-03', ...NOTICE };
    expect(
      await dryRun(
        college,
        header,
        late.map((record) => ({ ...record, institutionName: NEW_NAME })),
      ),
    ).toContain('1 CMP-034 /institutionName');
    expect(hub.errorLines()).toEqual([]);
  });
}
