namespace PennaPay.Billy.Core.Http;

/// <summary>The reading half of <see cref="ApiSender"/>: who holds only this cannot change anything over there.</summary>
internal sealed class ApiReader(ApiSender sender)
{
    /// <inheritdoc cref="ApiSender.SendAsync"/>
    public Task<TResult> ReadAsync<TAnswer, TResult>(
        ApiAccess access, ApiRead<TAnswer, TResult> read, CancellationToken cancellationToken)
        where TResult : class => sender.SendAsync(access, read, cancellationToken);

    /// <summary>Reads without trying again, and without asking for the reason of a refusal.</summary>
    /// <inheritdoc cref="ApiSender.SendAsync"/>
    public Task<TResult> ReadOnceAsync<TAnswer, TResult>(
        ApiAccess access, ApiRead<TAnswer, TResult> read, CancellationToken cancellationToken)
        where TResult : class => sender.AttemptAsync(access, read, cancellationToken);
}
