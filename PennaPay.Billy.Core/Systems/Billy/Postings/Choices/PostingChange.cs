namespace PennaPay.Billy.Core.Systems.Billy.Postings.Choices;

/// <summary>One choice to store.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="Key">A treatment's name or an account code.</param>
/// <param name="Seen">What was chosen when the person looked; somebody else's choice since is not overwritten.</param>
/// <param name="Wanted">What to choose; <see cref="PostingTarget.Open"/> takes the choice back.</param>
public sealed record PostingChange(PostingSubject Subject, string Key, PostingTarget Seen, PostingTarget Wanted);
