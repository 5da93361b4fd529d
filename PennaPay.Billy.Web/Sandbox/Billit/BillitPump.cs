using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>Makes the calls to webhooks as they become due, while the program runs. It sleeps until somebody has used the sandbox.</summary>
internal sealed class BillitPump(BillitSandbox sandbox, TimeProvider time, IOptions<SandboxOptions> options) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
            return;
        await sandbox.BellAsync(stoppingToken);
        while (true)
        {
            await sandbox.DeliverAsync(stoppingToken);
            await WaitAsync(stoppingToken);
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var bell = sandbox.BellAsync(awake.Token);
        var due = sandbox.NextCall is { } next && next - sandbox.Now is var wait
            ? Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, awake.Token)
            : Task.Delay(Timeout.InfiniteTimeSpan, awake.Token);
        await Task.WhenAny(bell, due);
        await awake.CancelAsync();
        stoppingToken.ThrowIfCancellationRequested();
    }
}
