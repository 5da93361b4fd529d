using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Planning;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Tests.Support;

/// <summary>What a person does with a file on the import page.</summary>
internal static class Importing
{
    public static readonly IReadOnlyDictionary<string, ImportAnswer> NoAnswers = new Dictionary<string, ImportAnswer>();

    public static InvoiceImporter ImporterOf(Database database, params IInvoiceSentHandler[] handlers) =>
        new(database, new(database, handlers, TimeProvider.System), new(NullLogger<InvoiceFeed>.Instance), TimeProvider.System, NullLogger<InvoiceImporter>.Instance);

    public static Task<ImportFile> FileAsync(string name, string content) => FileAsync(name, Encoding.UTF8.GetBytes(content));

    public static async Task<ImportFile> FileAsync(string name, byte[] content)
    {
        using var stream = new AsyncOnlyStream(content);
        return await ImportFile.ReadAsync(name, ImportFile.FormatOf(name)!.Value, stream, default);
    }

    public static Task<ImportPlan> PlanAsync(this InvoiceImporter importer, Actor actor, params ImportFile[] files) =>
        importer.PlanAsync(actor, files, NoAnswers, default);

    /// <summary>The answers of a plan, of which those to one kind of question are others.</summary>
    public static Dictionary<string, ImportAnswer> Answering(this ImportPlan plan, ImportQuestionKind kind, ImportAnswer answer) =>
        plan.Questions.ToDictionary(question => question.Id, question => question.Kind == kind ? answer : question.Chosen);

    /// <summary>Looks at the plan of a file and lets it be carried out as it is proposed.</summary>
    public static async Task<Outcome> ImportAsync(this InvoiceImporter importer, Actor actor, ImportFile file)
    {
        var plan = await importer.PlanAsync(actor, file);
        var planned = Assert.Single(plan.Files);
        if (planned.IsRefused)
            return new Outcome.Refused(planned.Errors, planned.TotalErrors);
        return await importer.ImportAsync(actor, [file], plan, default) is ImportResult.Imported imported
            ? new Outcome.Imported(Assert.Single(imported.Files).Invoices, planned.Count(ImportFate.Known), planned.IgnoredColumns)
            : new Outcome.Nothing([.. planned.Invoices.Select(invoice => invoice.KnownId).OfType<Guid>()]);
    }

    /// <summary>What came of one file.</summary>
    public abstract record Outcome
    {
        public sealed record Imported(IReadOnlyList<ImportedInvoice> Invoices, int Known, IReadOnlyList<string> IgnoredColumns) : Outcome;

        public sealed record Nothing(IReadOnlyList<Guid> Known) : Outcome;

        public sealed record Refused(IReadOnlyList<ImportError> Errors, int Total) : Outcome;
    }
}
