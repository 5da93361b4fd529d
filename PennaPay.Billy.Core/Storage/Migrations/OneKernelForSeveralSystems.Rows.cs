namespace PennaPay.Billy.Core.Storage.Migrations
{
    /// <content>The statements that carry the rows over, in the order in which they run.</content>
    public partial class OneKernelForSeveralSystems
    {
        // As the product stores ids: text in capitals, here of version 4.
        private const string NewId =
            """
            hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-'
                || substr('89AB', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
            """;

        /// <summary>
        /// The organisation that a workspace works with, connected or not. A row that names none was never connected and holds
        /// nothing.
        /// </summary>
        private const string CurrentConnections =
            $"""
            INSERT INTO "Connections" (
                "Id", "WorkspaceId", "System", "UsesSandbox", "AccountId", "AccountName", "RegistrationNo", "CountryCode", "Currency",
                "PagesUrl", "Facts", "Settings", "AutoPush", "AutoPushFrom", "Secret", "SecretHint", "ConnectedAt", "ReplacedAt", "IsListed",
                "VerifiedAt", "FailureCode", "FailureDetail", "FailedAt", "PauseCode", "PauseDetail", "PausedAt", "PausedUntil")
            SELECT
                {NewId}, "WorkspaceId", 'billy', "UsesSandbox", "OrganizationId", "OrganizationName", "RegistrationNo", "CountryId", "BaseCurrency",
                "AppUrl", json_object('invoiceNoMode', "InvoiceNoMode"),
                CASE WHEN "DefaultAccountCode" IS NOT NULL OR "NumberUse" <> 0
                    THEN json_object('defaultAccountCode', "DefaultAccountCode", 'numberUse', "NumberUse") END,
                "AutoPush", "AutoPushFrom", "ProtectedToken", "TokenLastFour", "ConnectedAt", NULL, 1,
                "LastVerifiedAt", "FailureCode", "FailureDetail", "FailedAt", "PauseCode", "PauseDetail", "PausedAt", "PausedUntil"
            FROM "BillyConnections" WHERE "OrganizationId" IS NOT NULL
            """;

        /// <summary>
        /// Which account each push is of. One that does not say belongs to the current account, unless another push of the same
        /// revision does, or the workspace has none: then to an account that nobody knows. Of two that do not say, the newer one
        /// is taken for the current account's.
        /// </summary>
        private const string AccountsOfPushes =
            """
            CREATE TABLE "AccountsOfPushes" ("PushId" TEXT NOT NULL PRIMARY KEY, "WorkspaceId" TEXT NOT NULL, "AccountId" TEXT NOT NULL);

            INSERT INTO "AccountsOfPushes" ("PushId", "WorkspaceId", "AccountId")
            SELECT p."Id", p."WorkspaceId", CASE
                WHEN p."OrganizationId" IS NOT NULL THEN p."OrganizationId"
                WHEN p."Current" IS NOT NULL AND p."Place" = 1 THEN p."Current"
                WHEN p."Place" = 1 OR p."Place" = 2 AND p."Current" IS NOT NULL THEN 'unknown'
                ELSE 'unknown-' || p."Place" END
            FROM (
                SELECT o."Id", o."WorkspaceId", o."OrganizationId", c."OrganizationId" AS "Current", row_number() OVER (
                    PARTITION BY o."WorkspaceId", o."InvoiceId", o."Revision", COALESCE(o."OrganizationId", c."OrganizationId")
                    ORDER BY o."OrganizationId" IS NULL, o."QueuedAt" DESC, o."Id" DESC) AS "Place"
                FROM "OldPushes" AS o LEFT JOIN "BillyConnections" AS c ON c."WorkspaceId" = o."WorkspaceId") AS p
            """;

        /// <summary>The organisations that were connected before, as far as pushes, links and choices name them.</summary>
        private const string OtherConnections =
            $"""
            INSERT INTO "Connections" ("Id", "WorkspaceId", "System", "UsesSandbox", "AccountId", "AutoPush", "ReplacedAt", "IsListed")
            SELECT {NewId}, met."WorkspaceId", 'billy',
                COALESCE((SELECT c."UsesSandbox" FROM "BillyConnections" AS c WHERE c."WorkspaceId" = met."WorkspaceId"), 0),
                met."AccountId", 0, met."At", 0
            FROM (
                SELECT "WorkspaceId", "AccountId", MAX("At") AS "At" FROM (
                    SELECT a."WorkspaceId", a."AccountId", MAX(p."QueuedAt", COALESCE(p."EndedAt", '')) AS "At"
                    FROM "AccountsOfPushes" AS a JOIN "OldPushes" AS p ON p."Id" = a."PushId"
                    UNION ALL SELECT "WorkspaceId", "OrganizationId", "LinkedAt" FROM "BillyLinks"
                    UNION ALL SELECT "WorkspaceId", "OrganizationId", "ChangedAt" FROM "OldPostingChoices")
                GROUP BY "WorkspaceId", "AccountId") AS met
            WHERE NOT EXISTS (
                SELECT 1 FROM "Connections" AS k WHERE k."WorkspaceId" = met."WorkspaceId" AND k."AccountId" = met."AccountId")
            """;

        // In the order that they had: what is due at the same time goes in it.
        private const string Pushes =
            """
            INSERT INTO "Pushes" (
                "Id", "WorkspaceId", "ConnectionId", "InvoiceId", "Purpose", "Kind", "InvoiceNumber", "Revision", "ContentHash", "State",
                "Attempt", "Version", "Cause", "StartedBy", "BatchId", "QueuedAt", "DueAt", "TroubleSince", "Failures", "SentAt", "EndedAt",
                "FirstMissAt", "Key", "PartyId", "PayloadHash", "Currency", "Gross", "RemoteId", "Fingerprint", "ReplacesRemoteId",
                "ReplacementBegun", "Relinked", "Condition", "CheckedAt", "NextCheckAt", "FailureCode", "FailureDetail", "FailureFields")
            SELECT
                p."Id", p."WorkspaceId", k."Id", p."InvoiceId", 0, COALESCE(i."Kind", 0), p."InvoiceNumber", p."Revision", p."ContentHash", p."State",
                p."Attempt", p."Version", p."Cause", p."StartedBy", p."BatchId", p."QueuedAt", p."DueAt", p."TroubleSince", p."Failures", p."SentAt", p."EndedAt",
                p."FirstMissAt", p."Key", p."ContactId", p."PayloadHash", p."Currency", p."Gross", p."BillyInvoiceId", p."DraftFingerprint", p."ReplacesBillyInvoiceId",
                p."ReplacementBegun", p."Relinked", p."Standing", p."LookedAt", p."NextLookAt", p."FailureCode", p."FailureDetail", p."FailureFields"
            FROM "OldPushes" AS p
            JOIN "AccountsOfPushes" AS a ON a."PushId" = p."Id"
            JOIN "Connections" AS k ON k."WorkspaceId" = a."WorkspaceId" AND k."AccountId" = a."AccountId"
            LEFT JOIN "Invoices" AS i ON i."Id" = p."InvoiceId"
            ORDER BY p.rowid
            """;

        /// <summary>A step is where its push is; the rows themselves stay, with their numbers.</summary>
        private const string History =
            """
            UPDATE "PushHistory" SET "ConnectionId" = COALESCE(
                (SELECT p."ConnectionId" FROM "Pushes" AS p WHERE p."Id" = "PushHistory"."PushId"),
                (SELECT k."Id" FROM "Connections" AS k WHERE k."WorkspaceId" = "PushHistory"."WorkspaceId" AND k."ReplacedAt" IS NULL),
                "ConnectionId")
            """;

        /// <summary>
        /// How each invoice stands in each connection that it was pushed to. An invoice showed its latest push, and the draft of
        /// the latest that left one; where both are of one connection, that is its copy there. Every other copy is what the pushes
        /// come to, as the ledger would have written it.
        /// </summary>
        private const string Copies =
            """
            INSERT INTO "InvoiceCopies" ("InvoiceId", "ConnectionId", "WorkspaceId", "State", "RemoteId")
            WITH
            ranked AS (
                SELECT p.*,
                    row_number() OVER (PARTITION BY p."InvoiceId", p."ConnectionId"
                        ORDER BY p."State" IN (0, 1, 2) DESC, p."QueuedAt" DESC, p."Id" DESC) AS "InConnection",
                    row_number() OVER (PARTITION BY p."InvoiceId"
                        ORDER BY p."State" IN (0, 1, 2) DESC, p."QueuedAt" DESC, p."Id" DESC) AS "OfInvoice"
                FROM "Pushes" AS p),
            made AS (
                SELECT p."InvoiceId", p."ConnectionId", p."RemoteId", row_number() OVER (
                    PARTITION BY p."InvoiceId", p."ConnectionId" ORDER BY p."EndedAt" DESC, p."QueuedAt" DESC, p."Id" DESC) AS "Place"
                FROM "Pushes" AS p
                WHERE p."State" = 3 AND p."RemoteId" IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM "Pushes" AS later
                    WHERE later."WorkspaceId" = p."WorkspaceId" AND later."InvoiceId" = p."InvoiceId" AND later."ConnectionId" = p."ConnectionId"
                        AND later."ReplacementBegun" AND later."ReplacesRemoteId" = p."RemoteId")),
            latest AS (
                SELECT l."InvoiceId", l."ConnectionId", l."WorkspaceId", l."State", l."RemoteId", l."ContentHash" = i."ContentHash" AS "IsCurrent",
                    m."RemoteId" AS "InPlace", i."CopyState" AS "ShownState", i."RemoteId" AS "ShownId",
                    l."OfInvoice" = 1 AND (i."RemoteId" IS NULL
                        OR EXISTS (
                            SELECT 1 FROM "Pushes" AS own WHERE own."WorkspaceId" = l."WorkspaceId" AND own."InvoiceId" = l."InvoiceId"
                                AND own."ConnectionId" = l."ConnectionId" AND own."RemoteId" = i."RemoteId")
                        OR NOT EXISTS (
                            SELECT 1 FROM "Pushes" AS own WHERE own."WorkspaceId" = l."WorkspaceId" AND own."InvoiceId" = l."InvoiceId"
                                AND own."RemoteId" = i."RemoteId")) AS "IsShown"
                FROM ranked AS l
                JOIN "Invoices" AS i ON i."Id" = l."InvoiceId" AND i."WorkspaceId" = l."WorkspaceId"
                LEFT JOIN made AS m ON m."InvoiceId" = l."InvoiceId" AND m."ConnectionId" = l."ConnectionId" AND m."Place" = 1
                WHERE l."InConnection" = 1)
            SELECT "InvoiceId", "ConnectionId", "WorkspaceId",
                CASE WHEN "IsShown" THEN "ShownState" ELSE CASE "State"
                    WHEN 0 THEN 1
                    WHEN 1 THEN 2
                    WHEN 2 THEN 2
                    WHEN 3 THEN CASE WHEN "IsCurrent" THEN 3 ELSE 4 END
                    WHEN 4 THEN 5
                    WHEN 5 THEN 6
                    ELSE CASE WHEN "InPlace" IS NULL THEN 0 ELSE 4 END END END,
                CASE WHEN "IsShown" THEN "ShownId" WHEN "State" IN (3, 5) THEN COALESCE("RemoteId", "InPlace") ELSE "InPlace" END
            FROM latest
            """;

        private const string WhatListsShow =
            """
            UPDATE "Invoices" SET ("CopyState", "RemoteId") = (
                SELECT COALESCE(MAX(c."State"), 0), MAX(c."RemoteId")
                FROM "Connections" AS k JOIN "InvoiceCopies" AS c ON c."ConnectionId" = k."Id"
                WHERE k."WorkspaceId" = "Invoices"."WorkspaceId" AND k."IsListed" AND c."InvoiceId" = "Invoices"."Id")
            """;

        /// <summary>
        /// Customers and contacts. A contact has one customer: the one that was linked first; what others share with it is left to
        /// a person.
        /// </summary>
        private const string Links =
            """
            INSERT INTO "RecordLinks" ("WorkspaceId", "ConnectionId", "Kind", "LocalId", "RemoteId", "LinkedAt", "IsShared")
            SELECT l."WorkspaceId", k."Id", 0,
                upper(substr(l."LocalKey", 1, 8) || '-' || substr(l."LocalKey", 9, 4) || '-' || substr(l."LocalKey", 13, 4)
                    || '-' || substr(l."LocalKey", 17, 4) || '-' || substr(l."LocalKey", 21)),
                l."BillyId", l."LinkedAt",
                row_number() OVER (
                    PARTITION BY l."WorkspaceId", l."OrganizationId", l."BillyId" ORDER BY l."LinkedAt", l."LocalKey") > 1
            FROM "BillyLinks" AS l
            JOIN "Connections" AS k ON k."WorkspaceId" = l."WorkspaceId" AND k."AccountId" = l."OrganizationId"
            WHERE l."Kind" = 0
            """;

        /// <summary>What lines are posted by, and what the owner chose for them.</summary>
        private const string Postings =
            """
            INSERT INTO "PostingProducts" ("WorkspaceId", "ConnectionId", "Key", "ProductId", "LinkedAt")
            SELECT l."WorkspaceId", k."Id", l."LocalKey", l."BillyId", l."LinkedAt"
            FROM "BillyLinks" AS l
            JOIN "Connections" AS k ON k."WorkspaceId" = l."WorkspaceId" AND k."AccountId" = l."OrganizationId"
            WHERE l."Kind" = 1;

            INSERT INTO "PostingChoices" ("WorkspaceId", "ConnectionId", "Subject", "Key", "AccountId", "RulesetId", "ChangedAt")
            SELECT o."WorkspaceId", k."Id", o."Subject", o."Key", o."AccountId", o."RulesetId", o."ChangedAt"
            FROM "OldPostingChoices" AS o
            JOIN "Connections" AS k ON k."WorkspaceId" = o."WorkspaceId" AND k."AccountId" = o."OrganizationId"
            """;
    }
}
