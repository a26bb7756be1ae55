import type { ComplianceRow, EvaluatedRow, ScoreSnapshot, ScoreStore } from '@trueup/core';
import { runRaw, type Database } from '../connection/database.ts';
import { pageOf, pageStart } from './page.ts';

export function postgresScoreStore(db: Database): ScoreStore {
  return { ...standingOf(db), ...evaluationsOf(db), ...historyOf(db) };
}

function standingOf(db: Database): Pick<ScoreStore, 'standing'> {
  return {
    standing: () =>
      runRaw<ComplianceRow>(
        db,
        `select account_id as "accountId", region, control_id as "controlId", compliance, count(*)::int as count
         from trueup.findings
         where record_state = 'ACTIVE' and workflow <> 'SUPPRESSED' and compliance is not null
         group by account_id, region, control_id, compliance`,
        [],
      ),
  };
}

function evaluationsOf(db: Database): Pick<ScoreStore, 'noteEvaluated' | 'evaluated'> {
  return {
    async noteEvaluated({ accountId, region, resourceType }, compliant, at) {
      if (compliant.length === 0) return;
      await runRaw(
        db,
        `insert into trueup.evaluated_controls (account_id, region, resource_type, control_id, resources, at)
         select $1, $2, $3, control_id, resources, $6::timestamptz
         from unnest($4::text[], $5::int[]) as given (control_id, resources)
         on conflict (account_id, region, resource_type, control_id)
         do update set resources = excluded.resources, at = excluded.at`,
        [
          accountId,
          region,
          resourceType,
          compliant.map(({ controlId }) => controlId),
          compliant.map(({ resources }) => resources),
          at,
        ],
      );
    },

    evaluated: () =>
      runRaw<EvaluatedRow>(
        db,
        `select account_id as "accountId", region, control_id as "controlId", sum(resources)::int as resources
         from trueup.evaluated_controls group by account_id, region, control_id`,
        [],
      ),
  };
}

function historyOf(db: Database): Pick<ScoreStore, 'add' | 'list'> {
  return {
    async add(scores) {
      if (scores.length === 0) return;
      await runRaw(
        db,
        `insert into trueup.scores (day, standard, account_id, region, at, body)
         select (at at time zone 'UTC')::date, standard, account_id, region, at, body::json
         from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[])
           as given (at, standard, account_id, region, body)
         on conflict (day, standard, account_id, region) do update set at = excluded.at, body = excluded.body`,
        [
          scores.map(({ at }) => at),
          scores.map(({ standard }) => standard),
          scores.map(({ accountId }) => accountId),
          scores.map(({ region }) => region),
          scores.map((score) => JSON.stringify(score)),
        ],
      );
    },

    async list({ standard, accountId, region, from, to, ...page }) {
      const start = pageStart(page, 'scores', ['string', 'string', 'string', 'string']);
      const rows = await runRaw<{ day: string; body: ScoreSnapshot }>(
        db,
        `select to_char(day, 'YYYY-MM-DD') as day, body from trueup.scores
         where ($1::text is null or standard = $1) and ($2::text is null or account_id = $2)
           and ($3::text is null or region = $3)
           and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at < $5)
           and ($6::text is null or day < $6::date or
             (day = $6::date and (standard, account_id, region) > ($7, $8, $9)))
         order by day desc, standard, account_id, region limit $10`,
        [
          standard ?? null,
          accountId ?? null,
          region ?? null,
          from ?? null,
          to ?? null,
          ...(start.after ?? [null, null, null, null]),
          start.limit + 1,
        ],
      );
      return pageOf(rows, start, 'scores', ({ day, body }) => ({
        item: body,
        key: [day, body.standard, body.accountId, body.region],
      }));
    },
  };
}
