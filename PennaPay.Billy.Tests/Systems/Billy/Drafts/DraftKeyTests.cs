using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Drafts;

namespace PennaPay.Billy.Tests.Systems.Billy.Drafts;

public sealed class DraftKeyTests
{
    [Fact]
    public void Of_KnownInvoices_IsWhatDraftsAreCalledInBilly() =>
        // A push finds its own draft again by this key, for ever.
        Assert.Equal(
            ["PP-UBLZJQM6566HDA3", "PP-RE532TJQJUE7BTJ", "PP-MQOR5DKRUS36HB4", "PP-FY3GYU6FTOYM6WA"],
            new[]
            {
                Key(InvoiceOrigin.Editor, InvoiceKind.Invoice), Key(InvoiceOrigin.Ubl, InvoiceKind.Invoice),
                Key(InvoiceOrigin.Csv, InvoiceKind.CreditNote), Key(InvoiceOrigin.Sample, InvoiceKind.Invoice),
            });

    private static string Key(InvoiceOrigin origin, InvoiceKind kind) => DraftKey.Of("5b1c3a", new Invoice
    {
        WorkspaceId = new(new("0199f000-0000-7000-8000-00000000000a")), Origin = origin, OriginId = "0199f00000007000800000000000000b", Kind = kind,
    });
}
