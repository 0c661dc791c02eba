/** What the registry said at every moment, and editions of the catalogue that wait to be applied. */
import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Code, Codes, Count, Day, Json, Key, KeyUuid, Moment, Text } from './columns';

/** One row of the registry from `recordedAt` until `supersededAt`; the one without an end is what stands. */
@Entity()
@Index(['noun', 'key'], { unique: true, where: 'superseded_at IS NULL' })
@Index(['institutionCode', 'noun', 'key', 'recordedAt'])
class RegistryVersionEntity {
  @Key() noun: string;
  @Key() key: string;
  @PrimaryColumn({ type: 'timestamptz' }) recordedAt: Date;
  /** `null` for what belongs to nobody: the catalogue, staff of a region. */
  @Code({ nullable: true }) institutionCode: string | null;
  @Json() content: object;
  @Moment({ nullable: true }) supersededAt: Date | null;
  @Code() recordedBy: string;
}

/** A roster is long and seldom changes while its plan does: versions name it by its digest. */
@Entity()
class RegistryRosterEntity {
  @Key() digest: string;
  @Json() entries: string[];
}

@Entity()
class CatalogueDraftEntity {
  @KeyUuid() id: string;
  @Code() edition: string;
  @Code({ nullable: true }) supplementTo: string | null;
  @Day() fromDay: string;
  @Day({ nullable: true }) toDay: string | null;
  @Codes() basis: string[];
  @Json() occupations: object;
  @Index()
  @Code()
  reportDigest: string;
  @Json() counts: object;
  @Code() state: string;
  @Code() draftedBy: string;
  @Moment() draftedAt: Date;
  @Code({ nullable: true }) appliedBy: string | null;
  @Moment({ nullable: true }) appliedAt: Date | null;
}

@Entity()
class CatalogueChangeEntity {
  @ForeignKey(() => CatalogueDraftEntity)
  @KeyUuid()
  draftId: string;
  @Key() code: string;
  @Code() kind: string;
  @Text({ nullable: true }) nameBefore: string | null;
  @Text({ nullable: true }) nameAfter: string | null;
  @Codes() workTypesBefore: string[];
  @Codes() workTypesAfter: string[];
  @Count() filings: number;
}

export const REGISTRY_HISTORY_ENTITIES = [
  RegistryVersionEntity,
  RegistryRosterEntity,
  CatalogueDraftEntity,
  CatalogueChangeEntity,
] as const;
