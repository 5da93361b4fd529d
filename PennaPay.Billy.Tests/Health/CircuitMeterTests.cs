using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Health;

namespace PennaPay.Billy.Tests.Health;

public sealed class CircuitMeterTests
{
    [Fact]
    public async Task Circuits_AreCountedWhileTheyAreOpen()
    {
        await using var app = TestApp.Start();
        await using var scope = app.Services.CreateAsyncScope();
        using var measured = Measurements.Of(app.Services.GetRequiredService<IMeterFactory>());
        var handler = Assert.Single(scope.ServiceProvider.GetServices<CircuitHandler>().OfType<CircuitMeter>());

        // Only the framework can make a circuit; the handler does not look at it.
        await handler.OnCircuitOpenedAsync(null!, default);
        await handler.OnCircuitOpenedAsync(null!, default);
        await handler.OnCircuitClosedAsync(null!, default);

        Assert.Equal(1, Assert.Single(measured.Sums("pennapay.circuits")).Value);
        Assert.Equal("{circuit}", measured.Units["pennapay.circuits"]);
    }
}
