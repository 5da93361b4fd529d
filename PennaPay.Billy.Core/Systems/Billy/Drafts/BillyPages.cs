using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>Where a record can be seen in Billy's own pages.</summary>
internal static class BillyPages
{
    // Billy's application, and the company's own domain.
    private static readonly string[] Domains = ["billy.dk", "billysbilling.com"];

    /// <summary>
    /// A record's page; null when Billy has not told where its application is, or named a place that is not Billy's: a link of
    /// ours leads nowhere else.
    /// </summary>
    /// <param name="connection">Which organisation.</param>
    /// <param name="api">The API that answered; a sandbox has its pages beside it.</param>
    /// <param name="pages">Which pages, such as <c>invoices</c>.</param>
    /// <param name="remoteId">Billy's id of the record.</param>
    public static Uri? Record(Connection? connection, Uri? api, string pages, string? remoteId) =>
        remoteId is not null && Application(connection?.PagesUrl, api) is { } application
            ? new Uri($"{application.AbsoluteUri.TrimEnd('/')}/{pages}/{Uri.EscapeDataString(remoteId)}")
            : null;

    /// <summary>Billy's application at an address that Billy told; null when it is not Billy's.</summary>
    public static Uri? Application(string? told, Uri? api) =>
        Uri.TryCreate(told, UriKind.Absolute, out var application)
        && application is { UserInfo: "", Query: "", Fragment: "" }
        && (IsBillys(application) || IsBeside(application, api))
            ? application
            : null;

    private static bool IsBillys(Uri page) => page is { Scheme: "https", IsDefaultPort: true } && Array.Exists(Domains, domain =>
        page.IdnHost.Equals(domain, StringComparison.OrdinalIgnoreCase)
        || page.IdnHost.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));

    // Not by its port, which a sandbox may change with every start.
    private static bool IsBeside(Uri page, Uri? api) =>
        api is not null && page.Scheme == api.Scheme
        && (page.IdnHost.Equals(api.IdnHost, StringComparison.OrdinalIgnoreCase) || page.IsLoopback && api.IsLoopback);
}
