using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;

namespace PennaPay.Billy.Web.Security.Circuits;

/// <summary>
/// Lets a circuit start only where there is a place for it. The place is the connection's until the circuit draws something; from
/// then on it is the circuit's, which may outlive its connection.
/// </summary>
internal sealed partial class CircuitStart(CircuitPlaces places, ILogger<CircuitStart> logger) : IHubFilter
{
    private static readonly object Key = new();

    // A circuit makes its services within the call that this filter passes on.
    private static readonly AsyncLocal<Offer?> Offered = new();

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var isStart = invocation.HubMethodName is "StartCircuit" or "ResumeCircuit";
        if (isStart && !invocation.Context.Items.ContainsKey(Key))
            invocation.Context.Items[Key] = new Offer(Take(invocation.Context), invocation.Context.GetHttpContext()?.Connection.RemoteIpAddress?.ToString());
        else if (!isStart && invocation.HubMethodName != "UpdateRootComponents")
            return await next(invocation);

        Offered.Value = OfferOf(invocation.Context);
        return await next(invocation);
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext connection, Exception? fault, Func<HubLifetimeContext, Exception?, Task> next)
    {
        OfferOf(connection.Context)?.TakeOver()?.Dispose();
        await next(connection, fault);
    }

    private static Offer? OfferOf(HubCallerContext connection) => connection.Items.TryGetValue(Key, out var offer) ? (Offer?)offer : null;

    private CircuitPlaces.Place? Take(HubCallerContext connection)
    {
        if (connection.GetHttpContext() is not { } context)
            return null;
        var visitor = CircuitVisitor.Of(context);
        if (places.Take(visitor) is { } place)
            return place;
        Log.Refused(logger, places.Reached(visitor));
        throw new HubException("There are too many open pages.");
    }

    /// <summary>
    /// Keeps a circuit's place until its services are disposed, which is when it is over for good, and tells them who opened it.
    /// </summary>
    internal sealed class Keeper : CircuitHandler, IDisposable
    {
        private readonly CircuitPlaces.Place? place = Offered.Value?.TakeOver();

        public Keeper(Visitor visitor) => visitor.Address ??= Offered.Value?.Address;

        public void Dispose() => place?.Dispose();
    }

    private sealed class Offer(CircuitPlaces.Place? place, string? address)
    {
        private CircuitPlaces.Place? place = place;

        public string? Address => address;

        /// <summary>The place, for the first who asks.</summary>
        public CircuitPlaces.Place? TakeOver() => Interlocked.Exchange(ref place, null);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A page was refused, because too many are open already by this {Limit}.")]
        public static partial void Refused(ILogger logger, CircuitLimit? limit);
    }
}
