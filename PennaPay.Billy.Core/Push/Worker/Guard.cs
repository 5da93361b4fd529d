namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>
/// The guards against a second draft. Each is on in every build but the one that <c>tools/prove-guards</c> makes to see the
/// tests fail without it.
/// </summary>
internal static class Guard
{
    /// <summary>The intention to send is committed before the request leaves.</summary>
    public static bool WriteAhead =>
#if WITHOUT_WRITE_AHEAD
        false;
#else
        true;
#endif

    /// <summary>An invoice has at most one open push.</summary>
    public static bool UniqueKey =>
#if WITHOUT_UNIQUE_KEY
        false;
#else
        true;
#endif

    /// <summary>One worker at a time has the turn.</summary>
    public static bool Lease =>
#if WITHOUT_LEASE
        false;
#else
        true;
#endif

    /// <summary>Nothing is sent again before Billy has settled.</summary>
    public static bool SettleWait =>
#if WITHOUT_SETTLE_WAIT
        false;
#else
        true;
#endif
}
