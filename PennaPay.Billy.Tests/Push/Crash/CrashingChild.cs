#if CRASH_POINTS
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Leases;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Push.Crash;

/// <summary>A program of its own that queues one invoice, works, and dies at a named point as if the power had gone.</summary>
internal static class CrashingChild
{
    /// <summary>How the parent says that this is one: the first argument of the test program.</summary>
    public const string Command = "crash";

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    public static async Task<int> RunAsync(string[] args)
    {
        var (folder, sandbox, workspace, invoice, point) =
            (args[0], new Uri(args[1]), new WorkspaceId(Guid.Parse(args[2])), Guid.Parse(args[3]), args[4]);
        var clock = new TestClock(DateTimeOffset.Parse(args[5], CultureInfo.InvariantCulture));
        await using var services = PushHost.Build(folder, sandbox, clock);
        CrashPoint.Reached.Value = reached =>
        {
            if (reached == point)
                Environment.FailFast(null);
        };
        await services.GetRequiredService<QueueLeases>().ClearAsync(default);
        await services.GetRequiredService<InvoicePusher>().PushAsync(TestActors.OwnerOf(workspace), invoice, PushCause.Manual, default);
        var connection = await services.GetRequiredService<ConnectionStore>().ListedAsync(workspace, default);
        var work = services.GetRequiredService<QueueWork>().RunAsync(new(workspace, connection!.Id), default);
        // A request that Billy leaves hanging ends by its timeout, which hangs on the clock.
        while (await Task.WhenAny(work, Task.Delay(Patience)) != work)
            clock.Advance(TimeSpan.FromSeconds(30));
        await work;
        return 0;
    }
}
#endif
