using System.Globalization;
using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>Answers as Billit's API of version 1 does: what belongs to no company, and who may ask for one. The rest is <see cref="CompanyApi"/>'s.</summary>
internal sealed class BillitApi(BillitSandbox sandbox, BillitGrants grants, PeppolRegistry peppol, BillitClock clock)
{
    public ApiAnswer Handle(ApiCall call)
    {
        if (call.Path is not ["v1", .. var path])
            throw BillitRefusals.NoRoute();
        // Anybody may ask who is on Peppol.
        if (call.Method == "GET" && path is ["peppol", "participantInformation", var number])
            return Ok(Participant(number));
        var grant = Grant(call);
        if (call.Method == "GET" && path is ["account", "accountInformation"])
        {
            // A company that lets no clients in is shown all the same.
            var shown = sandbox.Companies.Where(company => grant.Opens(company.Id) || !company.AllowsApi).ToList();
            return shown.Count == 0 ? throw BillitRefusals.NoAccess() : Ok(BillitWriter.Account(shown));
        }
        var company = Company(call, grant);
        if (Late(company) is { } seconds)
            return new(429, BillitRefusals.Write(BillitRefusals.TooMany(), sandbox.Behaviour.Errors), false) { Headers = [("Retry-After", seconds)] };
        return new CompanyApi(sandbox.Behaviour, company, call).Handle(path);
    }

    private static ApiAnswer Ok(object body) => new(200, BillitJson.Write(body), false);

    private BillitGrant Grant(ApiCall call)
    {
        if (call.Headers["ApiKey"] is [{ Length: > 0 } key])
            return grants.OfKey(key);
        return call.Token is { } token ? grants.Of(token) : throw BillitRefusals.InvalidToken();
    }

    private BillitCompany Company(ApiCall call, BillitGrant grant)
    {
        BillitCompany Of(string header) =>
            long.TryParse(call.Headers[header].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && grant.Opens(id) && sandbox.Companies.FirstOrDefault(one => one.Id == id) is { AllowsApi: true } found
                ? found
                : throw BillitRefusals.NoAccess();

        var company = Of("PartyID");
        return call.Headers.ContainsKey("ContextPartyID") ? Of("ContextPartyID") : company;
    }

    private string? Late(BillitCompany company) =>
        sandbox.Behaviour.RequestsPerMinute is > 0 and var limit && company.Minute.Take(clock.Now, limit) is { } wait
            ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture)
            : null;

    private object Participant(string number)
    {
        var found = peppol.Find(number);
        return new
        {
            Registered = found is not null,
            Identifier = found?.Identifier ?? PeppolRegistry.IdentifierOf(number),
            DocumentTypes = found?.DocumentTypes ?? [],
            ServiceDetails = (found?.DocumentTypes ?? []).Select(type => new
            {
                DocumentIdentifier = type,
                DocumentIdentifierScheme = "busdox-docid-qns",
                Processes = new[] { new { ProcessIdentifier = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0", ProcessIdentifierScheme = "cenbii-procid-ubl" } },
            }).ToList(),
        };
    }
}

/// <summary>One request about one company.</summary>
internal sealed class CompanyApi(BillitBehaviour behaviour, BillitCompany company, ApiCall call)
{
    private static readonly string[] PatchableOfParties =
    [
        "GLAccountCode", "GLDefaultExpiryOffset", "Nr", "Email", "ExternalProviderTC", "ExternalProviderID", "Name", "CommercialName", "ContactFirstName", "ContactLastName",
        "CountryCode", "City", "Street", "StreetNumber", "Zipcode", "Box", "Phone", "Mobile", "Fax", "VATNumber", "IBAN", "Language", "VATLiable",
    ];

    private readonly BillitWriter writer = new(company);

    public ApiAnswer Handle(string[] path)
    {
        if (behaviour.RefusesNulls && call.Body is { } body && BillitJson.FindNull(body, except: call.Method == "PATCH" ? "PaidDate" : "") is { } name)
            throw BillitRefusals.Generic($"'{name}' mag niet null zijn.");
        return (call.Method, path) switch
        {
            ("POST", ["account", "sequences"]) => Sequence(),
            ("GET", ["parties"]) => Parties(),
            ("POST", ["parties"]) => Done(company.AddParty(NewParty())),
            ("GET", ["parties", var id]) => company.Do(() => Ok(company.FindParty(Id(id)) ?? throw BillitRefusals.NoAccess())),
            ("PATCH", ["parties", var id]) => PatchParty(Id(id)),
            ("GET", ["orders"]) => Orders(),
            ("POST", ["orders"]) => Post(),
            ("GET", ["orders", "deleted"]) => company.Do(() => Ok(new { Items = company.Deleted.Select(one => new { one.OrderID, one.OrderNumber, Deleted = BillitClock.LocalAt(one.At) }).ToList() })),
            ("POST", ["orders", "commands", "send"]) => Send(),
            ("GET", ["orders", var id]) => company.Do(() => Ok(writer.Detail(Shown(Find(Id(id)))))),
            ("PATCH", ["orders", var id]) => PatchOrder(Id(id)),
            ("DELETE", ["orders", var id]) => Delete(Id(id)),
            ("POST", ["orders", var id, "payments"]) => Pay(Id(id)),
            ("GET", ["files", var id]) => company.Do(() => company.FindFile(id) is { } file
                ? Ok(new { FileID = file.Id, FileName = file.Name, file.MimeType, FileContent = company.Read(file) })
                : throw BillitRefusals.NoAccess()),
            ("GET", ["webhooks"]) => Ok(new { Items = company.Webhooks.Select(one => Webhook(one, withSecret: false)).ToList() }),
            ("POST", ["webhooks"]) => AddWebhook(),
            ("POST", ["webhooks", "refresh", var id]) => Done(Webhook(company.RefreshWebhook(Id(id)), withSecret: true)),
            ("DELETE", ["webhooks", var id]) => Done(() => company.DeleteWebhook(Id(id))),
            _ => throw BillitRefusals.NoRoute(),
        };
    }

    private ApiAnswer Sequence()
    {
        var asked = BillitJson.Read<SequenceRequest>(call.Body);
        var type = asked.SequenceType switch
        {
            "Income-Invoice" => "Invoice",
            "Income-CreditNote" => "CreditNote",
            _ => throw BillitRefusals.Generic("SequenceType is niet geldig."),
        };
        return new(200, BillitJson.Write(company.Change(() => company.NextNumber(type, asked.Consume))), asked.Consume);
    }

    private ApiAnswer Parties() => company.Do(() =>
    {
        var text = call.Query["fullTextSearch"].FirstOrDefault();
        var found = company.AllParties.Where(party => string.IsNullOrEmpty(text)
            || ((string?[])[party.Name, party.VATNumber, party.Email]).Any(value => value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true));
        var (items, next) = BillitLists.Parties(behaviour).Read(found, call.Query, $"{call.BaseUrl}/v1/parties");
        return Ok(new { Items = items, NextPageLink = next });
    });

    private BillitParty NewParty()
    {
        var party = BillitJson.Read<BillitParty>(call.Body);
        if (string.IsNullOrWhiteSpace(party.Name))
            throw BillitRefusals.Generic("De naam is verplicht.");
        return party.PartyType is null or "Customer" or "Supplier" ? party : throw BillitRefusals.Generic("PartyType is niet geldig.");
    }

    private ApiAnswer PatchParty(long id)
    {
        if (company.Do(() => company.FindParty(id)) is null)
            throw BillitRefusals.NoAccess();
        var wanted = BillitJson.Read<BillitParty>(call.Body);
        Demand(PatchableOfParties);
        company.EditParty(id, party => party with
        {
            GLAccountCode = wanted.GLAccountCode ?? party.GLAccountCode,
            GLDefaultExpiryOffset = wanted.GLDefaultExpiryOffset ?? party.GLDefaultExpiryOffset,
            Nr = wanted.Nr ?? party.Nr,
            Email = wanted.Email ?? party.Email,
            ExternalProviderTC = wanted.ExternalProviderTC ?? party.ExternalProviderTC,
            ExternalProviderID = wanted.ExternalProviderID ?? party.ExternalProviderID,
            Name = wanted.Name ?? party.Name,
            CommercialName = wanted.CommercialName ?? party.CommercialName,
            ContactFirstName = wanted.ContactFirstName ?? party.ContactFirstName,
            ContactLastName = wanted.ContactLastName ?? party.ContactLastName,
            CountryCode = wanted.CountryCode ?? party.CountryCode,
            City = wanted.City ?? party.City,
            Street = wanted.Street ?? party.Street,
            StreetNumber = wanted.StreetNumber ?? party.StreetNumber,
            Zipcode = wanted.Zipcode ?? party.Zipcode,
            Box = wanted.Box ?? party.Box,
            Phone = wanted.Phone ?? party.Phone,
            Mobile = wanted.Mobile ?? party.Mobile,
            Fax = wanted.Fax ?? party.Fax,
            VATNumber = wanted.VATNumber ?? party.VATNumber,
            IBAN = wanted.IBAN ?? party.IBAN,
            Language = wanted.Language ?? party.Language,
            VATLiable = wanted.VATLiable ?? party.VATLiable,
        });
        return new(200, [], true);
    }

    private ApiAnswer Orders() => company.Do(() =>
    {
        var shown = company.AllOrders.Where(order => call.IsHidden?.Invoke(order.Created - company.Ahead, order.CreatedBy) != true);
        var (items, next) = BillitLists.Orders.Read(shown, call.Query, $"{call.BaseUrl}/v1/orders");
        return Ok(new { Items = items.Select(writer.Summary).ToList(), NextPageLink = next });
    });

    private ApiAnswer Post()
    {
        var post = BillitJson.Read<OrderPost>(call.Body);
        var id = company.Once(Keys(), () => company.Post(post, call.Raw.ToArray(), call.Sequence));
        return Done(call.ShowForeign ? Shown(Find(id)).OrderID : id);
    }

    private ApiAnswer Send()
    {
        var asked = BillitJson.Read<SendRequest>(call.Body);
        var isStrict = call.Headers["StrictTransportType"].ToString().Equals("true", StringComparison.OrdinalIgnoreCase);
        return Done(() => company.Once(Keys(), () =>
        {
            company.Send(asked.OrderIDs ?? [], asked.Transporttype is { Length: > 0 } type ? type : null, isStrict);
            return true;
        }));
    }

    private ApiAnswer PatchOrder(long id)
    {
        _ = company.Do(() => Find(id));
        var wanted = BillitJson.Read<OrderPatch>(call.Body);
        Demand(OrderPatch.Names);
        DateTime? paidDate = null;
        var isPaidDateEmptied = BillitJson.Find(call.Body!.Value, "PaidDate") is { ValueKind: JsonValueKind.Null };
        if (wanted.PaidDate is { } text)
            paidDate = text.Contains('T', StringComparison.Ordinal) ? LocalTime.Parse(text) ?? throw BadDate() : throw BadDate();
        company.Patch(id, order =>
        {
            if (wanted.Paid == false)
                order = BillitCompany.Unpaid(order);
            if (wanted.Paid == true)
                order = order with { Paid = true, ToPay = 0, PaidDate = order.PaidDate ?? BillitClock.LocalAt(company.Now) };
            if (paidDate is not null || isPaidDateEmptied)
                order = order with { PaidDate = paidDate };
            return order with
            {
                IsSent = wanted.IsSent ?? order.IsSent,
                ApprovalStatus = wanted.ApprovalStatus ?? order.ApprovalStatus,
                Invoiced = wanted.Invoiced ?? order.Invoiced,
                AccountantVerificationNeeded = wanted.AccountantVerificationNeeded ?? order.AccountantVerificationNeeded,
                Content = order.Content with
                {
                    AccountCode = wanted.AccountCode ?? order.Content.AccountCode,
                    InternalInfo = wanted.InternalInfo ?? order.Content.InternalInfo,
                    PaymentMethod = wanted.PaymentMethod ?? order.Content.PaymentMethod,
                },
            };
        });
        return new(200, [], true);

        static Refusal BadDate() => BillitRefusals.Generic("PaidDate is niet geldig.");
    }

    private ApiAnswer Delete(long id)
    {
        if (company.Do(() => Find(id)).WentByPeppol)
            throw BillitRefusals.Generic("Een verzonden order kan niet verwijderd worden.");
        return Done(() => company.DeleteOrder(id));
    }

    private ApiAnswer Pay(long id)
    {
        _ = company.Do(() => Find(id));
        var asked = BillitJson.Read<PaymentRequest>(call.Body);
        if (asked.Amount is not > 0)
            throw BillitRefusals.Generic("Het bedrag is niet geldig.");
        return Done(() => company.Pay(id, new(asked.Amount.Value, asked.Date is { } date ? BillitClock.At(date) : company.Now, asked.Description)));
    }

    private ApiAnswer AddWebhook()
    {
        var asked = BillitJson.Read<WebhookRequest>(call.Body);
        return Done(Webhook(company.AddWebhook(asked.EntityType, asked.EntityUpdateType, asked.WebhookURL), withSecret: !behaviour.SecretComesByMessage));
    }

    private static object Webhook(BillitWebhook webhook, bool withSecret) => new
    {
        WebhookID = webhook.Id, webhook.EntityType, EntityUpdateType = webhook.UpdateType, WebhookURL = webhook.Url, Secret = withSecret ? webhook.Secret : null,
    };

    /// <summary>Both names of the header are in use; which of them is right nobody knows.</summary>
    private IReadOnlyList<string> Keys() =>
        [.. ((string[])["Idempotent-Key", "Idempotency-Key"]).Select(name => call.Headers[name].ToString()).Where(key => key.Length > 0).Distinct()];

    private BillitOrder Find(long id) => company.FindOrder(id) ?? throw BillitRefusals.NoAccess();

    /// <summary>The order, or another one where that was planned.</summary>
    private BillitOrder Shown(BillitOrder order) => call.ShowForeign ? company.AllOrders.FirstOrDefault(other => other.OrderID != order.OrderID) ?? order : order;

    private void Demand(string[] known)
    {
        foreach (var one in call.Body!.Value.EnumerateObject())
        {
            if (!known.Contains(one.Name, StringComparer.OrdinalIgnoreCase))
                throw BillitRefusals.Generic($"'{one.Name}' kan niet gewijzigd worden.");
        }
    }

    private static long Id(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw BillitRefusals.NoRoute();

    private static ApiAnswer Ok(object body) => new(200, BillitJson.Write(body), false);

    private static ApiAnswer Done(object body) => new(200, BillitJson.Write(body), true);

    private static ApiAnswer Done(Action act)
    {
        act();
        return new(200, [], true);
    }

    private sealed record SequenceRequest(string? SequenceType, bool Consume);

    private sealed record SendRequest(string? Transporttype, IReadOnlyList<long>? OrderIDs);

    private sealed record PaymentRequest(decimal? Amount, string? Description, DateTime? Date);

    private sealed record WebhookRequest(string? EntityType, string? EntityUpdateType, string? WebhookURL);

    private sealed record OrderPatch
    {
        public static readonly string[] Names =
            [nameof(Paid), nameof(PaidDate), nameof(IsSent), nameof(ApprovalStatus), nameof(AccountCode), nameof(InternalInfo), nameof(Invoiced), nameof(AccountantVerificationNeeded), nameof(PaymentMethod)];

        public bool? Paid { get; init; }

        public string? PaidDate { get; init; }

        public bool? IsSent { get; init; }

        public string? ApprovalStatus { get; init; }

        public int? AccountCode { get; init; }

        public string? InternalInfo { get; init; }

        public bool? Invoiced { get; init; }

        public bool? AccountantVerificationNeeded { get; init; }

        public string? PaymentMethod { get; init; }
    }
}
