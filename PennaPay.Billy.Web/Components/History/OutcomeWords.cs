using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.History;

/// <summary>What is said of a step of a push, wherever history is told.</summary>
public sealed class OutcomeWords(PushWords pushes, IStringLocalizer<HistoryTexts> texts)
{
    public string Say(HistoryRow row) => Say(row.State, row.Failure, row.Cause, row.IsAdopted);

    public string Say(TimelineStep step) => Say(step.State, step.Failure, step.Cause, step.IsAdopted);

    private string Say(PushState state, Failure? failure, PushCause cause, bool isAdopted) =>
        failure is { IsStoppedHere: true } && state == PushState.Rejected ? texts["Answer.StoppedHere", pushes.Say(failure)]
        : failure is not null ? pushes.Say(failure)
        : state == PushState.Succeeded && cause == PushCause.Reconciled ? texts["Answer.Reconciled"]
        : isAdopted ? texts["Answer.Adopted"]
        : texts[$"Answer.{state}"];
}
