using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Csv;
using PennaPay.Billy.Core.Records.Invoices.Import.Undoing;
using PennaPay.Billy.Core.Records.Invoices.Import.Unfinished;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using Quartz;

namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>Registers the invoices.</summary>
internal static class InvoiceServices
{
    /// <summary>Adds reading, writing, taking in and importing invoices; they need <c>AddStorage</c>, a <see cref="TimeProvider"/> and logging.</summary>
    public static IServiceCollection AddInvoices(this IServiceCollection services) => services
        .AddQuartz(quartz => quartz.ScheduleJob<UnfinishedImportsJob>(trigger => trigger.StartNow()
            .WithSimpleSchedule(every => every.WithInterval(UnfinishedImportsJob.Interval).RepeatForever())))
        .AddSingleton<InvoiceList>()
        .AddSingleton<SavedFilters>()
        .AddSingleton<ListChoices>()
        .AddSingleton<CustomerInvoices>()
        .AddSingleton<InvoiceDetails>()
        .AddSingleton<MirroredOrigins>()
        .AddSingleton<InvoiceEditor>()
        .AddSingleton<InvoiceArchive>()
        .AddSingleton<InvoiceFeed>()
        .AddSingleton<UnfinishedImportFeed>()
        .AddSingleton<InvoiceIntake>()
        .AddSingleton<InvoiceImporter>()
        .AddSingleton<InvoiceImports>()
        .AddSingleton<ColumnTemplates>()
        .AddSingleton<UnfinishedImports>();
}
