namespace PennaPay.Billy.Core.Connections.Webhooks;

/// <summary>Has one system call our addresses.</summary>
internal interface IWebhookMaker
{
    /// <summary>The <see cref="ExternalSystem.Id"/> of the system.</summary>
    string System { get; }

    /// <summary>What is to be told, each by an address of its own.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Whether its calls are signed with a secret that it tells once.</summary>
    bool Signs { get; }

    /// <summary>Whether the system would call an address below this one.</summary>
    bool MayCall(Uri root);

    /// <summary>All that the system calls for this account, whoever asked for it.</summary>
    /// <exception cref="Http.ApiException">The system did not answer.</exception>
    Task<IReadOnlyList<ListedWebhook>> ListAsync(OpenedConnection opened, CancellationToken cancellationToken);

    /// <summary>Has the system call an address; nothing is repeated.</summary>
    /// <returns>Null where it refuses.</returns>
    /// <exception cref="Http.ApiException">It did not answer as it should: it may call the address all the same.</exception>
    Task<MadeWebhook?> MakeAsync(OpenedConnection opened, string name, Uri address, CancellationToken cancellationToken);

    /// <summary>Has the system call it no more; one that is gone already is as good.</summary>
    /// <exception cref="Http.ApiException">The system did not answer.</exception>
    Task RemoveAsync(OpenedConnection opened, string remoteId, CancellationToken cancellationToken);
}

/// <summary>What a system calls.</summary>
/// <param name="RemoteId">Its id of it; null where it does not say.</param>
/// <param name="AddressHash">What the address is known by; null where it is none of ours.</param>
internal sealed record ListedWebhook(string? RemoteId, string? AddressHash);

/// <summary>What a system has agreed to call.</summary>
/// <param name="RemoteId">Its id of it; null where it does not say.</param>
/// <param name="Secret">What it signs with; null where it has not said so yet, or signs nothing.</param>
internal sealed record MadeWebhook(string? RemoteId, Http.AccessToken? Secret);
