using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Components.Server.Circuits;
using PennaPay.Billy.Core;

namespace PennaPay.Billy.Web.Health;

/// <summary>Counts open circuits: a page in somebody's browser, and for a while after the browser was lost.</summary>
internal sealed class CircuitMeter(IMeterFactory factory) : CircuitHandler
{
    private readonly UpDownCounter<long> circuits =
        ProgramMeter.Of(factory).CreateUpDownCounter<long>("pennapay.circuits", "{circuit}", "Open circuits, each a page in somebody's browser.");

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        circuits.Add(1);
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        circuits.Add(-1);
        return Task.CompletedTask;
    }
}
