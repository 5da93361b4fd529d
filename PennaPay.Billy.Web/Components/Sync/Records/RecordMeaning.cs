using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Sync.Standings;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Sync.Records;

/// <summary>What a record's light means, with its time and its reason.</summary>
internal static class RecordMeaning
{
    public static string Of(RecordStanding standing, IStringLocalizer<SyncQuestionTexts> texts, FailureDescriber describer) => texts[
        $"State.{standing.State}.Meaning",
        standing.At is { } at ? Format.DateAndTime(at) : "",
        standing.Failure is { } failure ? describer.Describe(failure).Title : ""];
}
