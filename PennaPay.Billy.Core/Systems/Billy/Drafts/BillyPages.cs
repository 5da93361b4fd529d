using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>Where a draft can be seen in Billy's own pages.</summary>
internal static class BillyPages
{
    /// <summary>The invoice's page; null when Billy has not told where its application is.</summary>
    public static Uri? Invoice(Connection? connection, string? remoteId) =>
        remoteId is not null
        && Uri.TryCreate(connection?.PagesUrl, UriKind.Absolute, out var application)
        && application.Scheme is "https" or "http"
            ? new Uri($"{application.AbsoluteUri.TrimEnd('/')}/invoices/{Uri.EscapeDataString(remoteId)}")
            : null;
}
