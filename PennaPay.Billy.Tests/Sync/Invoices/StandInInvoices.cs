using System.Globalization;
using System.Runtime.CompilerServices;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Invoices;
using PennaPay.Billy.Core.Systems.Billy;

namespace PennaPay.Billy.Tests.Sync.Invoices;

/// <summary>Invoices of an account that is only in memory, with a person's hand in it.</summary>
internal sealed class StandInInvoices : IInvoiceEndpoint
{
    public static readonly DateOnly Day = new(2026, 11, 3);

    private readonly Dictionary<string, RemoteDocument> documents = new(StringComparer.Ordinal);
    private int made;

    /// <summary>What happens around a request. It may throw.</summary>
    public Action<string> Trouble { get; set; } = _ => { };

    public List<RemotePayment> Payments { get; } = [];

    public IReadOnlyCollection<RemoteDocument> Documents => documents.Values;

    public string System => BillySystem.SystemId;

    public InvoiceOrigin Origin { get; } = new("Billy");

    /// <summary>A person issues an invoice of one line.</summary>
    public string Issue(
        string contact, string? number, decimal net, InvoiceKind kind = InvoiceKind.Invoice, string? credits = null, DateOnly? day = null, RemoteState state = RemoteState.Final)
    {
        var id = $"d{(++made).ToString(CultureInfo.InvariantCulture)}";
        documents[id] = new()
        {
            Id = id, Number = number, State = state, Kind = kind, PartyId = contact, IssueDate = day ?? Day, Currency = "DKK", Net = net, Vat = net / 4, Gross = net * 1.25m,
            Open = net * 1.25m, CreditedId = credits,
        };
        return id;
    }

    /// <summary>A person notes that money came.</summary>
    public string Pay(string id, decimal amount)
    {
        var document = documents[id];
        documents[id] = document with { Open = document.Open - amount, IsPaid = document.Open == amount };
        Payments.Add(new($"p{(++made).ToString(CultureInfo.InvariantCulture)}", id, Day.AddDays(9), amount));
        return Payments[^1].Id;
    }

    /// <summary>A person notes that it did not come after all.</summary>
    public void TakeBack(string payment)
    {
        var gone = Payments.Single(known => known.Id == payment);
        Payments.Remove(gone);
        Change(gone.DocumentId, document => document with { Open = document.Open + gone.Amount, IsPaid = false });
    }

    public void Void(string id) => documents[id] = documents[id] with { State = RemoteState.Void };

    public void Change(string id, Func<RemoteDocument, RemoteDocument> change) => documents[id] = change(documents[id]);

    public Task<IReadOnlyList<RemoteDocument>> ReadAllAsync(OpenedConnection opened, Action<int>? read, CancellationToken cancellationToken)
    {
        Trouble("list");
        // Newest first, as accounts list them.
        return Task.FromResult<IReadOnlyList<RemoteDocument>>([.. documents.Values.Reverse()]);
    }

    public async IAsyncEnumerable<IReadOnlyList<IssuedInvoice>> ReadWholeAsync(
        OpenedConnection opened, IReadOnlyCollection<RemoteDocument> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var page in wanted.Chunk(3))
        {
            Trouble("page");
            await Task.Yield();
            yield return [.. page.Where(document => documents.ContainsKey(document.Id)).Select(document => Whole(documents[document.Id]))];
        }
    }

    public Task<IReadOnlyList<RemotePayment>> ReadPaymentsAsync(OpenedConnection opened, CancellationToken cancellationToken)
    {
        Trouble("payments");
        return Task.FromResult<IReadOnlyList<RemotePayment>>([.. Payments]);
    }

    private IssuedInvoice Whole(RemoteDocument document) => new(
        document,
        new()
        {
            Id = Guid.CreateVersion7(), Kind = document.Kind, Number = document.Number ?? "", IssueDate = document.IssueDate!.Value, Currency = document.Currency,
            Status = InvoiceStatus.Sent, Origin = Origin, OriginId = document.Id,
            Lines = [new() { Id = Guid.CreateVersion7(), Description = "Arbejde", Quantity = 1, UnitPrice = document.Net, VatRate = 25 }],
        },
        new(document.Net, document.Vat, document.Gross));
}
