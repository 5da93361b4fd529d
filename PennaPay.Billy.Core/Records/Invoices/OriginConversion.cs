using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Records.Invoices;

internal static class OriginConversion
{
    /// <summary>Stores an origin as its name.</summary>
    public static PropertyBuilder<InvoiceOrigin> HasOriginConversion(this PropertyBuilder<InvoiceOrigin> property) =>
        property.HasConversion(origin => origin.Name, name => new InvoiceOrigin(name)).HasMaxLength(InvoiceOrigin.MaxLength);
}
