using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Core.Systems.Billit.Terms;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billit.Debtors;

/// <summary>
/// Finds or creates a customer's party: the stored link first, then what all parties tell. One is created once: the intention is stored before
/// the request, and a request of which nothing was heard is looked for by the id that went along until it is certain that it never arrived.
/// </summary>
internal sealed class DebtorResolver(BillitWriter billit, RecordLinks links, PartyIndexes indexes, PartyIntentions intentions, DebtorLinks debtors, TimeProvider time)
{
    private const string English = "EN";

    /// <returns>Billit's id of the party, or why there is none.</returns>
    /// <exception cref="ApiException">Billit did not answer, or it is not known yet whether a party was created; the same is tried again.</exception>
    public async Task<(long? Party, Failure? Refusal)> ResolveAsync(OpenedConnection opened, Customer customer, BillitTerms terms, CancellationToken cancellationToken)
    {
        if (terms.DefaultDebtor is { } everybody)
            return everybody.PartyId > 0 ? (everybody.PartyId, null) : (null, new Failure(FailureCodes.DebtorMissing, everybody.Nr));
        var connection = opened.Connection;
        if (await LinkedAsync(connection, customer, cancellationToken) is { } linked)
            return (linked, null);
        using var claim = await links.ClaimAsync(connection.Id, RecordKind.Contact, customer.Id, cancellationToken);
        if (await LinkedAsync(connection, customer, cancellationToken) is { } meanwhile)
            return (meanwhile, null);
        var intention = await intentions.FindAsync(connection.WorkspaceId, connection.Id, customer.Id, cancellationToken);
        var index = await (intention is null ? indexes.LatestAsync(opened, cancellationToken) : indexes.FreshAsync(opened, cancellationToken));
        if (intention is null)
        {
            var candidates = await debtors.CandidatesAsync(connection, index, customer, terms.ChecksEmail, cancellationToken);
            if (candidates.IsQuestion)
                return (null, candidates.Question);
            if (candidates.Parties is [var only])
                return (await LinkAsync(connection, customer, only.PartyId, cancellationToken), null);
        }

        // It may have been made by this program and the link be lost since.
        switch (index.ByExternalId(PartyIntention.ExternalIdOf(customer.Id)))
        {
            case [var made]:
                return (await LinkAsync(connection, customer, made.PartyId, cancellationToken), null);
            case { Count: > 1 } several:
                return (null, new DebtorCandidates(several, IsQuestion: true).Question);
        }

        if (intention is not null)
            await DemandLostAsync(opened, intention, cancellationToken);
        return await CreateAsync(opened, customer, cancellationToken);
    }

    /// <summary>What a customer is called in a company; null where that is not known yet.</summary>
    public async Task<long?> LinkedAsync(Connection connection, Customer customer, CancellationToken cancellationToken) =>
        await links.FindAsync(connection.WorkspaceId, connection.Id, RecordKind.Contact, customer.Id, cancellationToken) is { } linked
        && long.TryParse(linked, System.Globalization.CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    /// <summary>Why a customer could not be created as a party; null where it could.</summary>
    public static Failure? Incomplete(Customer customer) =>
        string.IsNullOrWhiteSpace(customer.Name) || !Countries.IsKnown(customer.CountryCode) ? new Failure(FailureCodes.CustomerIncomplete, customer.Name) : null;

    /// <summary>Goes on only where a request of which nothing was heard certainly made nothing.</summary>
    private async Task DemandLostAsync(OpenedConnection opened, PartyIntention intention, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (intention.MissedAt is { } missed && now - missed >= BillitTarget.BetweenMisses && now - intention.SentAt >= BillitTarget.SettleTime)
            return;
        await intentions.MissAsync(intention.WorkspaceId, intention.ConnectionId, intention.CustomerId, cancellationToken);
        var wait = intention.SentAt + BillitTarget.SettleTime - now;
        throw new ApiException(ApiFailure.Unavailable, $"It is not known yet whether {opened.Access.Profile.Name} has created the customer.")
        {
            MayHaveBeenProcessed = false,
            RetryAfter = wait > BillitTarget.BetweenMisses ? wait : BillitTarget.BetweenMisses,
        };
    }

    private async Task<(long? Party, Failure? Refusal)> CreateAsync(OpenedConnection opened, Customer customer, CancellationToken cancellationToken)
    {
        if (Incomplete(customer) is { } incomplete)
            return (null, incomplete);
        var (workspace, connection) = (opened.Connection.WorkspaceId, opened.Connection.Id);
        CrashPoint.Reach("debtor.before-intention");
        await intentions.BeginAsync(workspace, connection, customer.Id, cancellationToken);
        CrashPoint.Reach("debtor.after-intention");
        var party = Describe(customer);
        var outcome = await billit.CreatePartyAsync(opened.Access, party, cancellationToken);
        CrashPoint.Reach("debtor.after-create");
        switch (outcome)
        {
            case BillitOutcome.Created created:
                await indexes.NoteAsync(connection, Made(created.Id, party));
                return (await LinkAsync(opened.Connection, customer, created.Id, CancellationToken.None), null);
            case BillitOutcome.Unknown unknown:
                throw unknown.Why;
        }

        await intentions.EndAsync(workspace, connection, customer.Id, CancellationToken.None);
        return outcome switch
        {
            // What is wrong with the customer is nothing that waiting mends.
            BillitOutcome.Refused { Why.Failure: ApiFailure.Invalid } refused => (null, new Failure(FailureCodes.CustomerIncomplete, refused.Message)),
            BillitOutcome.Refused refused => throw refused.Why,
            BillitOutcome.NotSent notSent => throw notSent.Why,
            _ => throw new InvalidOperationException(outcome.GetType().Name),
        };
    }

    private async Task<long> LinkAsync(Connection connection, Customer customer, long party, CancellationToken cancellationToken)
    {
        await links.RememberAsync(connection.WorkspaceId, connection.Id, RecordKind.Contact, customer.Id, DebtorLinks.Text(party), cancellationToken);
        CrashPoint.Reach("debtor.after-link");
        await intentions.EndAsync(connection.WorkspaceId, connection.Id, customer.Id, cancellationToken);
        return party;
    }

    private static BillitParty Made(long id, NewParty party) => new()
    {
        PartyId = id, Nr = party.Nr, Name = party.Name, Email = party.Email, VatNumber = party.VatNumber, VatLiable = party.VatLiable,
        ExternalProviderId = party.ExternalProviderId, CountryCode = party.CountryCode, Identifiers = party.Identifiers,
    };

    private static NewParty Describe(Customer customer)
    {
        var isCompany = customer.Kind == CustomerKind.Company;
        var (vat, register) = isCompany ? PartyNumbers.Split(customer.RegistrationNo, customer.CountryCode) : (null, null);
        return new()
        {
            Name = customer.Name,
            ExternalProviderId = PartyIntention.ExternalIdOf(customer.Id),
            Nr = customer.CustomerNo,
            Email = string.IsNullOrWhiteSpace(customer.Email) ? null : customer.Email.Trim(),
            Phone = customer.Phone,
            VatNumber = vat,
            VatLiable = isCompany,
            Language = customer.CountryCode switch { "BE" or "NL" => "NL", "FR" or "LU" => "FR", _ => English },
            Street = customer.Street,
            Zipcode = customer.ZipCode,
            City = customer.City,
            CountryCode = customer.CountryCode,
            Identifiers = register is null ? [] : [new() { IdentifierType = "CBE", Identifier = register }],
        };
    }
}
