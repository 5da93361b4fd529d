using System.Reflection;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Invoices;

namespace PennaPay.Billy.Tests.Invoices;

/// <summary>What fifty rows hold in each open page.</summary>
public sealed class InvoiceTableTests : IAsyncLifetime
{
    // The next size that frames are kept in holds twice as many.
    private const int Most = 64;

    private PageHost host = null!;

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData(InvoiceKind.Invoice, CopyState.NotPushed, null)]
    [InlineData(InvoiceKind.Invoice, CopyState.Booked, "42")]
    [InlineData(InvoiceKind.CreditNote, CopyState.Present, null)]
    [InlineData(InvoiceKind.Invoice, CopyState.Failed, null)]
    [InlineData(InvoiceKind.CreditNote, CopyState.Failed, null)]
    public void Row_FitsInto64Frames(InvoiceKind kind, CopyState state, string? number)
    {
        var row = new InvoiceRow(
            Guid.NewGuid(), kind, "1001", Guid.NewGuid(), "Nordlys ApS", new(2026, 11, 20), new(2026, 12, 4), "DKK", 100, InvoiceStatus.Sent,
            default, state, state == CopyState.NotPushed ? null : "remote", number, 1);

        var shown = host.Browser.Render<InvoiceTableRow>(parameters => parameters
            .Add(p => p.Row, row).Add(p => p.IsSelectedChanged, _ => { }).Add(p => p.Failure, new Failure(FailureCodes.VatUnmapped, "15 % (DK)"))
            .Add(p => p.Reason, "Momsen kan ikke oversættes til Billy: 15 % (DK)").Add(p => p.Organization, "Nordlys ApS"));

        Assert.InRange(FramesOf(shown), 20, Most);
    }

    private int FramesOf(IRenderedComponent<InvoiceTableRow> shown)
    {
#pragma warning disable BL0006 // What a page holds is just what these types say.
        var frames = typeof(Microsoft.AspNetCore.Components.RenderTree.Renderer).GetMethod("GetCurrentRenderTreeFrames", BindingFlags.Instance | BindingFlags.NonPublic)!;
        return ((ArrayRange<RenderTreeFrame>)frames.Invoke(host.Browser.Renderer, [((IRenderedComponent<IComponent>)shown).ComponentId])!).Count;
#pragma warning restore BL0006
    }
}
