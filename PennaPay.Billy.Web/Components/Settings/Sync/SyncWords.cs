using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Lights;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Components.Sync;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Settings.Sync;

/// <summary>Says in the user's language what keeping alike did, would do or waits for.</summary>
public sealed class SyncWords(IStringLocalizer<SyncTexts> texts, IStringLocalizer<PushTexts> pushTexts, FailureDescriber describer)
{
    public string Module(SyncModule module) => texts[$"Module.{module}"];

    public string Side(SyncSide side) => texts[$"Side.{side}"];

    /// <summary>A field of one side; what has no words yet by its own name, and a workspace's own by the name that it gave it.</summary>
    public string Field(SyncSide side, string field, CustomFieldNames? own = null) =>
        CustomFieldKey.IsOne(field) ? OwnFieldWords.NameOf(own?.Of(field), texts)
        : SyncField.NameIn(field) is var name && name != field ? texts[$"Field.{name}.One"]
        : texts[$"Field.{side}.{field}"] is { ResourceNotFound: false } special ? special
        : texts[$"Field.{field}"] is { ResourceNotFound: false } word ? word
        : field;

    /// <summary>A field of a record of a module, which may call it something of its own.</summary>
    public string Field(SyncModule module, SyncSide side, string field, CustomFieldNames? own = null) =>
        texts[$"Field.{module}.{field}"] is { ResourceNotFound: false } special ? special : Field(side, field, own);

    public string Value(string field, string? value, CustomFieldNames? own = null) => string.IsNullOrEmpty(value) ? texts["Value.Empty"]
        : own?.Of(field) is { } known ? OwnFieldWords.Value(known, value) ?? value
        // Codes that both sides write are words for whoever reads them.
        : field is "kind" or "type" && texts[$"Value.{value}"] is { ResourceNotFound: false } word ? word
        : InvoiceFacts.Read(field, value) is { } fact ? Fact(fact)
        : value;

    /// <summary>A value as a file has it: a state in words, and numbers and days as they are stored.</summary>
    public string? Plain(string field, string? value) => value is not null && InvoiceFacts.Read(field, value)?.State is { } state ? State(state) : value;

    private string Fact(InvoiceFacts fact) => fact switch
    {
        { State: { } state } => State(state),
        { Day: { } day, Amount: { } amount } => texts["Value.Payment", Format.Date(day), Format.Amount(amount)],
        { Amount: { } amount, Currency: { } currency } => Format.Money(amount, currency),
        _ => Format.Date(fact.Day),
    };

    private string State(CopyState state) => pushTexts[$"Invoice.{state}"];

    public string Match(MatchReason reason) => texts[$"Match.{reason}"];

    public string Outcome(SyncOutcome outcome, bool isDry) => texts[isDry ? $"Outcome.Dry.{outcome}" : $"Outcome.{outcome}"];

    public string Light(SyncLight light) => light.Count == 1 && texts[$"Light.{light.Reason}.One"] is { ResourceNotFound: false } one
        ? one
        : texts[$"Light.{light.Reason}", Format.Count(light.Count)];

    /// <summary>What the light is about, and as of when.</summary>
    public string LightText(SyncLight light)
    {
        var text = light.Failure is { } failure ? Failure(failure).Title : texts[$"Light.{light.Reason}.Text"].Value;
        return light.At is { } at ? texts["Light.At", text, Format.DateAndTime(at)] : text;
    }

    public static Tone ToneOf(SyncColor color) => color switch
    {
        SyncColor.Green => Tone.Success,
        SyncColor.Amber => Tone.Warning,
        SyncColor.Red => Tone.Danger,
        _ => Tone.Neutral,
    };

    public static string IconOf(SyncColor color) => color switch
    {
        SyncColor.Green => "check_circle",
        SyncColor.Amber => "pending",
        SyncColor.Red => "error",
        _ => "radio_button_unchecked",
    };

    /// <summary>A failure in words, with fields by their names where it is about fields.</summary>
    public FailureDescription Failure(Failure failure) =>
        describer.Describe(failure.Code == FailureCodes.RecordIncomplete && failure.Detail is { } fields
            ? failure with { Detail = string.Join(", ", fields.Split(", ").Select(field => Field(SyncSide.There, field))) }
            : failure);

    /// <summary>What kind of run it is.</summary>
    public string Kind(SyncRun run) => texts[run.Undoes is not null ? "Kind.Undo" : run.IsDry ? "Kind.Dry" : run.LocalId is not null ? "Kind.Record" : "Kind.Run"];

    /// <summary>Who started it.</summary>
    public string Who(SyncRun run) => run.Cause == SyncCause.Automatic ? texts["Who.Clock"] : run.StartedBy;

    public string Every(TimeSpan every) => every.TotalMinutes < 60 ? texts["Every.Minutes", (int)every.TotalMinutes] : every.TotalHours == 1 ? texts["Every.Hour"] : texts["Every.Hours", (int)every.TotalHours];

    /// <summary>How far a run is, in one line.</summary>
    public string Progress(SyncProgress progress) => progress.Run switch
    {
        { State: SyncRunState.Waiting } => texts["Progress.Waiting"],
        { State: SyncRunState.Reading, Read: 0 } => texts["Progress.Begun"],
        { State: SyncRunState.Reading } run => texts["Progress.Reading", Format.Count(run.Read)],
        { IsDry: true } run => texts["Progress.Noting", Format.Count(run.Done), Format.Count(run.ToDo)],
        var run => texts["Progress.Writing", Format.Count(run.Done), Format.Count(run.ToDo)],
    };

    public string TimeLeft(TimeSpan left) => left < TimeSpan.FromMinutes(1) ? texts["Progress.LeftSoon"] : texts["Progress.Left", Format.Count((int)Math.Ceiling(left.TotalMinutes))];
}
