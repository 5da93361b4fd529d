using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;
using PennaPay.Billy.Core.Systems.Billit.Debtors;

namespace PennaPay.Billy.Core.Systems.Billit.Terms;

/// <summary>Whether a shop's invoices go to a company's Billit, and as what.</summary>
public sealed class TermsEditor(
    Database database, ConnectionStore store, ConnectionOpener opener, SourcePushes pushes, SourceSystems sources, SourceOverview overview, PartyIndexes parties, TimeProvider time)
{
    private const int LongestNr = 100;
    private const int MostRows = 60;

    /// <summary>How it stands between a shop and a company.</summary>
    public async Task<TermsView> ViewAsync(WorkspaceId workspace, Guid shop, Guid company, CancellationToken cancellationToken)
    {
        var chosen = await pushes.FindAsync(workspace, shop, company, cancellationToken);
        await using var db = database.Read(workspace);
        var codes = await (
            from sourced in db.Set<SourcedInvoice>()
            join line in db.Set<Records.Invoices.InvoiceLine>() on sourced.InvoiceId equals line.InvoiceId
            where sourced.ConnectionId == shop && line.VatCode != null
            select line.VatCode).Distinct().ToListAsync(cancellationToken);
        var country = await db.Set<Connection>().Where(row => row.Id == company).Select(row => row.CountryCode).FirstOrDefaultAsync(cancellationToken);
        var terms = chosen is null ? new BillitTerms { Vat = VatProposals.Defaults(codes, country) } : BillitTerms.Read(chosen.Choices);
        return new(
            terms, chosen?.IsOn == true, chosen is null ? new(false, false, false) : SourcePushSteps.Of(chosen),
            [.. codes.Where(code => terms.Of(code) is null).Order(StringComparer.Ordinal)]);
    }

    /// <summary>
    /// Lets a shop's invoices go to a company from now on, or changes as what they go. Nothing is queued by it. Where more goes by itself than
    /// before it needs <see cref="Permission.GrantAccess"/>.
    /// </summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="shop">The account that they come from.</param>
    /// <param name="company">The connection that they go into.</param>
    /// <param name="terms">As what. Whom the default debtor's number names is found here, and who confirmed what is kept as it was.</param>
    /// <param name="steps">What happens by itself; whether documents are sent on follows from the terms.</param>
    /// <param name="confirms">Whether the actor says that Billit does not send by itself what is unsent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PasswordNeededException">More would go by itself, and the password was not typed a moment ago.</exception>
    public async Task<SaveTermsResult> SaveAsync(
        Actor actor, Guid shop, Guid company, BillitTerms terms, SourcePushSteps steps, bool confirms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(steps);
        var before = await pushes.FindAsync(actor.Workspace, shop, company, cancellationToken);
        steps = steps with { IsSentOn = steps.GoesByItself && terms.Sending != Sending.None };
        var isMore = steps.GoesByItself && before is not { IsOn: true, GoesByItself: true } || steps.IsSentOn && before is not { IsOn: true, IsSentOn: true };
        var needed = isMore ? Permission.GrantAccess : Permission.ManageConnections;
        // Billit is asked below.
        await database.DemandAsync(actor, needed, cancellationToken);
        var (source, target) = (await store.FindAsync(actor.Workspace, shop, cancellationToken), await store.FindAsync(actor.Workspace, company, cancellationToken));
        if (source is null || sources.Of(source.System) is not { Kind: SourcedKind.Shop } || target is not { System: BillitSystem.SystemId })
            return new SaveTermsResult.NotConnected();
        terms = terms with
        {
            AutomaticSendingIsOff = before is null ? null : BillitTerms.Read(before.Choices).AutomaticSendingIsOff,
        };
        if (confirms)
            terms = terms with { AutomaticSendingIsOff = new(actor.UserId, time.GetUtcNow()) };
        var problems = Check(terms);
        if (await overview.ReadAsync(actor.Workspace, shop, source.System, cancellationToken) is not { IsWhole: true })
            problems.Add(new("Shop", TermsProblems.NotWhole));
        if (terms.DefaultDebtor is { } debtor && problems.TrueForAll(problem => problem.Field != nameof(terms.DefaultDebtor)))
        {
            var (opened, _) = await opener.OpenAsync(target, cancellationToken);
            if (opened is null)
                return new SaveTermsResult.NotConnected();
            IReadOnlyList<KnownParty> named;
            try
            {
                named = (await parties.FreshAsync(opened.Urgently(), cancellationToken)).ByNr(debtor.Nr.Trim());
            }
            catch (ApiException failure)
            {
                return new SaveTermsResult.Failed(ApiFailures.DescribeRead(failure));
            }

            if (named is [var only])
                terms = terms with { DefaultDebtor = new(debtor.Nr.Trim(), only.PartyId) };
            else
                problems.Add(new(nameof(terms.DefaultDebtor), named.Count == 0 ? TermsProblems.DebtorMissing : TermsProblems.DebtorTwice));
        }

        return await database.WriteAsync(actor, needed, async (db, ct) =>
        {
            // Judged by the rows as they are: it may have been disconnected, or tied to another, meanwhile.
            if (!await db.Set<Connection>().AnyAsync(row => row.Id == company && row.Secret != null && row.ReplacedAt == null, ct))
                return (SaveTermsResult)new SaveTermsResult.NotConnected();
            var found = problems.ToList();
            if (await db.Set<SourcePush>().AnyAsync(push => push.SourceId == shop && push.ConnectionId != company && push.IsOn, ct))
                found.Add(new("Company", TermsProblems.OtherCompany));
            if (found.Count > 0)
                return new SaveTermsResult.Invalid(found);
            if (await pushes.ChooseAsync(db, shop, company, isOn: true, terms.Store(), ct, steps))
                store.Tell(db, await db.Set<Connection>().FirstAsync(row => row.Id == shop, ct));
            return new SaveTermsResult.Saved();
        }, cancellationToken);
    }

    /// <summary>Lets none of a shop's invoices go to a company any more. Documents that are there stay, and what waits is refused when its turn comes.</summary>
    public Task SwitchOffAsync(Actor actor, Guid shop, Guid company, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.ManageConnections, async (db, ct) =>
        {
            if (await db.Set<Connection>().FirstOrDefaultAsync(row => row.Id == shop, ct) is { } account
                && await pushes.ChooseAsync(db, shop, company, isOn: false, null, ct))
                store.Tell(db, account);
        }, cancellationToken);

    private static List<FieldProblem> Check(BillitTerms terms)
    {
        List<FieldProblem> problems = [];
        if (!Enum.IsDefined(terms.Number) || !Enum.IsDefined(terms.Sending) || !Enum.IsDefined(terms.PaidOrders))
            problems.Add(new(nameof(terms.Sending), TermsProblems.Unknown));
        // What is not sent stays unsent over there, which is just what Billit would then send by itself.
        if (terms is { Sending: Sending.None, AutomaticSendingIsOff: null })
            problems.Add(new(nameof(terms.AutomaticSendingIsOff), TermsProblems.AutomaticSending));
        if (terms.DefaultDebtor is { Nr: var nr } && (string.IsNullOrWhiteSpace(nr) || nr.Length > LongestNr))
            problems.Add(new(nameof(terms.DefaultDebtor), TermsProblems.DebtorMissing));
        if (terms.Vat.Count > MostRows)
            problems.Add(new(nameof(terms.Vat), TermsProblems.TooMany));
        for (var i = 0; i < terms.Vat.Count; i++)
        {
            if (ProblemOf(terms.Vat[i]) is { } problem)
                problems.Add(new($"{nameof(terms.Vat)}[{i}]", problem));
            else if (terms.Vat.Take(i).Any(row => row.Code == terms.Vat[i].Code))
                problems.Add(new($"{nameof(terms.Vat)}[{i}]", TermsProblems.CodeTwice));
        }

        return problems;
    }

    private static string? ProblemOf(VatMapping row) => row switch
    {
        { Code: "" or { Length: > 50 } } => TermsProblems.Unknown,
        { AccountCode: <= 0 } => TermsProblems.AccountInvalid,
        { VentilationCode: { } code } when !Enum.IsDefined(code) => TermsProblems.Unknown,
        { VatPercentage: < 0 or > 100 } => TermsProblems.RateInvalid,
        { VatPercentage: null } => row.VentilationCode == VentilationCode.OutsideVat ? null : TermsProblems.RateInvalid,
        { VentilationCode: VentilationCode.OutsideVat } => TermsProblems.RateInvalid,
        { VatPercentage: 0 } => row.VentilationCode is { } code && !VentilationCodes.AddsVat(code) ? null : TermsProblems.ReasonMissing,
        _ => row.VentilationCode is { } code && !VentilationCodes.AddsVat(code) ? TermsProblems.RateInvalid : null,
    };
}

/// <summary>How it stands between a shop and a company.</summary>
/// <param name="Terms">What was chosen; proposals while nothing was.</param>
/// <param name="IsOn">Whether the shop's invoices go there.</param>
/// <param name="Steps">What happens by itself.</param>
/// <param name="Unmapped">VAT codes of the shop's lines of which nothing is said what they become.</param>
public sealed record TermsView(BillitTerms Terms, bool IsOn, SourcePushSteps Steps, IReadOnlyList<string> Unmapped);
