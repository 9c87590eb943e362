/** The tables that follow from campaigns, contacts and messages, and those that are there beside them. */
import type { Account } from "../account.ts";
import type { Random } from "../random.ts";
import { resources } from "../resources.ts";
import { Table } from "../table.ts";
import { geoStatistics, linkClicks, providerStatistics, topLinks, userAgentStatistics } from "./breakdowns.ts";
import { drafts, overview } from "./drafts.ts";
import type { Made } from "./made.ts";
import { userAgents } from "./meanings.ts";
import { senders, templates, workflows } from "./means.ts";
import { messageInformation, outcomes } from "./outcomes.ts";
import { contactData, contactMetadata } from "./properties.ts";
import { standaloneTables } from "./standalone.ts";
import { campaignStatistics, contactStatistics, listStatistics, workflowStatistics } from "./statistics.ts";

type Tables = Readonly<Partial<Account>>;

/** Their chance is their own: what it is drawn from does not change what was made before. */
export function theRest(random: Random, made: Made) {
  return {
    ...breakdowns(random, made),
    ...statistics(random, made),
    ...means(random, made),
    ...standaloneTables(isUnused(made)),
  };
}

/** Where there is neither a campaign nor a contact, nothing has been set up either. */
function isUnused({ campaigns, people }: Made): boolean {
  return campaigns.length === 0 && people.contacts.length === 0;
}

function breakdowns(random: Random, { campaigns }: Made) {
  const { geostatistics, toplinkclicked, useragentstatistics } = resources;
  return {
    geostatistics: new Table(geostatistics, geoStatistics(random, campaigns)),
    toplinkclicked: new Table(toplinkclicked, topLinks(random, campaigns)),
    useragentstatistics: new Table(useragentstatistics, userAgentStatistics(random, campaigns)),
    "statistics/link-click": new Table(resources["statistics/link-click"], linkClicks(random, campaigns)),
    "statistics/recipient-esp": new Table(resources["statistics/recipient-esp"], providerStatistics(random, campaigns)),
  } satisfies Tables;
}

function statistics(random: Random, made: Made) {
  return {
    campaignstatistics: new Table(resources.campaignstatistics, campaignStatistics(random, made)),
    contactdata: new Table(resources.contactdata, contactData(random, made.people.contacts)),
    contactstatistics: new Table(resources.contactstatistics, contactStatistics(random, made)),
    liststatistics: new Table(resources.liststatistics, listStatistics(random, made)),
    messageinformation: new Table(resources.messageinformation, messageInformation(random, made)),
    messagesentstatistics: new Table(resources.messagesentstatistics, outcomes(random, made)),
  } satisfies Tables;
}

function means(random: Random, made: Made) {
  const ifUsed = <R>(rows: readonly R[]): readonly R[] => (isUnused(made) ? [] : rows);
  const draftRows = drafts(random, made);
  const flows = ifUsed(workflows(random, made.now));
  return {
    campaigndraft: new Table(resources.campaigndraft, draftRows),
    campaignoverview: new Table(resources.campaignoverview, overview(random, made, draftRows)),
    contactmetadata: new Table(resources.contactmetadata, ifUsed(contactMetadata())),
    sender: new Table(resources.sender, ifUsed(senders(random, made.now))),
    template: new Table(resources.template, ifUsed(templates(random, made.now))),
    useragent: new Table(resources.useragent, ifUsed(userAgents())),
    workflow: new Table(resources.workflow, flows),
    workflowstatistics: new Table(resources.workflowstatistics, workflowStatistics(random, flows, made.now)),
  } satisfies Tables;
}
