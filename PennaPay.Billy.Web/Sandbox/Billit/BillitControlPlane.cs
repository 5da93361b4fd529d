using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.ControlAnswers;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>
/// <see cref="BillitSandbox"/> over HTTP at <see cref="BillitSandbox.ControlPath"/>: the people of a company, the Peppol network, and the time. It
/// is mapped together with the sandbox and at no other time, because it asks nobody who they are.
/// </summary>
internal static class BillitControlPlane
{
    public static void Map(RouteGroupBuilder routes, BillitSandbox control)
    {
        routes.MapGet("companies", () => Json(control.Companies.Select(company => new { company.Id, company.Name, company.AllowsApi, company.SendsAutomatically, Parties = company.Parties.Count, Orders = company.Orders.Count })));
        routes.MapPost("companies", async (HttpRequest request) => await ReadAsync<NewCompany>(request, body => new { control.AddCompany(body.Name, body.VatNumber).Id }));
        routes.MapGet("requests", (long? since) => Json(control.Requests(null, since ?? 0)));
        routes.MapPost("clock/advance", async (HttpRequest request) => await ReadAsync<Time>(request, body => Done(() => control.Advance(TimeSpan.FromMinutes(body.Minutes)))));
        routes.MapPost("webhooks/deliver", async (CancellationToken cancellationToken) => Json(new { Taken = await control.DeliverAsync(cancellationToken) }));
        routes.MapGet("faults", () => Json(control.Faults));
        routes.MapPost("faults", async (HttpRequest request) => await ReadAsync<SandboxFault>(request, fault =>
        {
            control.Plan(fault);
            return control.Faults;
        }));
        routes.MapDelete("faults", () => Do(() => control.ClearFaults(null)));
        routes.MapPost("peppol", async (HttpRequest request) => await ReadAsync<NewParticipant>(request, body => Done(() => Register(control.Peppol, body))));
        routes.MapDelete("peppol/{number}", (string number) => Do(() => control.Peppol.Unregister(number)));

        var company = routes.MapGroup("companies/{company:long}");
        company.MapPost("settings", async (HttpRequest request, long company) => await ReadAsync<Settings>(request, body => Done(() => Of(company).Set(body.AllowsApi, body.IsEmailVerified, body.SendsAutomatically, body.TaxCountry))));
        company.MapPost("revoke", (long company) => Do(() => control.Revoke(Of(company))));
        company.MapPost("tokens/expire", (long company) => Do(() => control.ExpireAccess(Of(company))));
        company.MapGet("parties", (long company) => Answer(() => Of(company).Parties));
        company.MapPost("parties", async (HttpRequest request, long company) => await ReadAsync<BillitParty>(request, body => new { Id = Of(company).AddParty(body) }));
        company.MapPost("parties/{id:long}/edit", async (HttpRequest request, long company, long id) => await ReadAsync<PartyEdit>(request, body => Done(() =>
            Of(company).EditParty(id, party => party with { Name = body.Name ?? party.Name, Email = body.Email ?? party.Email, VATNumber = body.VatNumber ?? party.VATNumber }))));
        company.MapPost("parties/{id:long}/merge-into/{kept:long}", (long company, long id, long kept) => Do(() => Of(company).MergeParties(id, kept)));
        company.MapPost("parties/{id:long}/delete", (long company, long id) => Do(() => Of(company).DeleteParty(id)));
        company.MapGet("orders", (long company) => Answer(() => Of(company).Orders));
        company.MapPost("orders", async (HttpRequest request, long company) => await ReadAsync<NewInvoice>(request, body => new { Id = Of(company).AddInvoice(body.Party, body.Excl, body.Number) }));
        company.MapPost("orders/{id:long}/edit", async (HttpRequest request, long company, long id) => await ReadAsync<OrderEdit>(request, body => Done(() =>
            Of(company).EditOrder(id, content => content with { OrderNumber = body.Number ?? content.OrderNumber, Reference = body.Reference ?? content.Reference, OrderLines = body.Excl is { } excl ? [new() { Description = "Prestatie", Quantity = 1, UnitPriceExcl = excl, VATPercentage = 21 }] : content.OrderLines }))));
        company.MapPost("orders/{id:long}/pay", (long company, long id, decimal? amount, string? method) => Do(() => Of(company).Pay(id, amount, method)));
        company.MapPost("orders/{id:long}/reverse-payment", (long company, long id) => Do(() => Of(company).ReversePayment(id)));
        company.MapPost("orders/{id:long}/deliver", (long company, long id) => Do(() => Of(company).Deliver(id)));
        company.MapPost("orders/{id:long}/refuse", (long company, long id, string? reason) => Do(() => Of(company).RefuseDelivery(id, reason ?? "De factuur is niet van ons.")));
        company.MapPost("orders/{id:long}/fail", (long company, long id, string? reason) => Do(() => Of(company).FailDelivery(id, reason ?? "De ontvanger antwoordt niet.")));
        company.MapPost("orders/{id:long}/delete", (long company, long id) => Do(() => Of(company).DeleteOrder(id)));

        BillitCompany Of(long id) => control.Companies.FirstOrDefault(known => known.Id == id) ?? throw new KeyNotFoundException($"There is no company {id}.");
    }

    private static void Register(PeppolRegistry peppol, NewParticipant body) => peppol.Register(body.Number, one => one with
    {
        DocumentTypes = body.DocumentTypes ?? one.DocumentTypes,
        NeedsReference = body.NeedsReference,
        Outcome = Enum.TryParse<PeppolOutcome>(body.Outcome ?? nameof(PeppolOutcome.Delivered), ignoreCase: true, out var outcome) ? outcome : throw new ArgumentException($"There is no outcome {body.Outcome}."),
        Reason = body.Reason ?? one.Reason,
    });

    private static object? Done(Action act)
    {
        act();
        return null;
    }

    private sealed record NewCompany(string Name, string? VatNumber);

    private sealed record Time(double Minutes);

    private sealed record NewParticipant(string Number, IReadOnlyList<string>? DocumentTypes, bool NeedsReference, string? Outcome, string? Reason);

    private sealed record Settings(bool? AllowsApi, bool? IsEmailVerified, bool? SendsAutomatically, string? TaxCountry);

    private sealed record PartyEdit(string? Name, string? Email, string? VatNumber);

    private sealed record NewInvoice(long Party, decimal Excl, string? Number);

    private sealed record OrderEdit(string? Number, string? Reference, decimal? Excl);
}
