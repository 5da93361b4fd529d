using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Sync.Questions;

/// <summary>A part of a page that takes answers. That a question is answered is told by the feed, in every open window.</summary>
public abstract class QuestionComponent : WorkspaceComponent
{
    private bool isAnswering;

    [Inject] public required SyncAnswers Answers { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<SyncQuestionTexts> Texts { get; init; }

    protected async Task AnswerAsync(OpenQuestion open, SyncAnswer answer, string? chosen = null)
    {
        if (isAnswering)
            return;
        isAnswering = true;
        try
        {
            var user = await CurrentUser.GetAsync();
            var about = Texts.Subject(open);
            var key = $"answer:{open.Question.Id}";
            var refused = await Answers.AnswerAsync(user.Actor, open.Question.Id, answer, chosen, CancellationToken.None) switch
            {
                AnswerResult.AnsweredMeanwhile { By: var by } => Texts["Refused.AnsweredMeanwhile", by].Value,
                AnswerResult.Closed => Texts["Refused.Closed"].Value,
                AnswerResult.Unfit => Texts["Refused.Unfit"].Value,
                AnswerResult.Taken { Title: { } title } => Texts["Refused.Taken", title].Value,
                AnswerResult.Taken => Texts["Refused.Linked"].Value,
                _ => null,
            };
            if (refused is null)
                Toasts.Show(ToastTone.Success, Texts["Answered"], Texts["Answered.Text", about, Texts.Answer(open.Question, answer)], key: key, undo: new(Texts["TakeBack.What", about], () => TakeBackAsync(open)));
            else
                Toasts.Show(ToastTone.Warning, Texts["Refused"], refused, key: key);
        }
        finally
        {
            isAnswering = false;
        }
    }

    protected async Task TakeBackAsync(OpenQuestion open)
    {
        var user = await CurrentUser.GetAsync();
        if (await Answers.TakeBackAsync(user.Actor, open.Question.Id, CancellationToken.None))
            Toasts.Show(ToastTone.Success, Texts["TakeBack.Done", Texts.Subject(open)], key: $"answer:{open.Question.Id}");
        else
            Toasts.Show(ToastTone.Warning, Texts["TakeBack.Late"], Texts.Subject(open), key: $"answer:{open.Question.Id}");
    }
}
